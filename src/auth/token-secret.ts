import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Env } from '../config/env.js';

/** The secret that signs and verifies tokens: `JWT_SECRET`, or one made for this development folder. */
export const tokenSecret = (env: Env): Buffer => Buffer.from(env.JWT_SECRET ?? developmentSecret(env.DATA_DIR), 'utf8');

/**
 * A secret of this folder alone, made on first use: no default that the whole world knows. The service and the token
 * command read the same file; of two that come first at once, one writes it.
 */
function developmentSecret(dataDir: string): string {
  const file = join(dataDir, 'jwt-secret');
  mkdirSync(dataDir, { recursive: true });
  try {
    writeFileSync(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8');
}
