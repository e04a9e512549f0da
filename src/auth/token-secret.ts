import { randomBytes, randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { OpenFileError, readClosedFile } from '../config/closed-file.js';
import { type Env } from '../config/env.js';
import { secretBytes } from '../config/secret-bytes.js';
import { secretProblem } from '../config/secret.rule.js';
import { DevelopmentSecretError } from './development-secret.error.js';

/**
 * The secret that signs and verifies tokens: `JWT_SECRET`, or one made for this development folder.
 *
 * @throws DevelopmentSecretError
 */
export const tokenSecret = (env: Env): Buffer =>
  secretBytes(env.JWT_SECRET ?? developmentSecret(env.DATA_DIR), env.JWT_KEY_ID);

/**
 * A secret of this folder alone, made on first use: no default that the whole world knows. The service and the token
 * command read the same file; of two that come first at once, one makes it.
 */
function developmentSecret(dataDir: string): string {
  const file = join(dataDir, 'jwt-secret');
  const secret = keptSecret(file);
  const problem = secretProblem(secret, false);
  // A key that anybody can guess, an empty one for example, makes anybody an administrator.
  if (problem) throw new DevelopmentSecretError(`The secret in ${file} ${problem}. Delete it, or set JWT_SECRET.`);
  return secret;
}

function keptSecret(file: string): string {
  try {
    const kept = readClosedFile(file);
    if (kept !== undefined) return kept;
    makeSecret(file);
    return readClosedFile(file)!;
  } catch (error) {
    if (error instanceof OpenFileError) {
      throw new DevelopmentSecretError(`The secret in ${file} ${error.message}. Delete it, or set JWT_SECRET.`);
    }
    throw new DevelopmentSecretError(
      `No secret can be kept in ${file}: ${(error as Error).message}. ` +
        'Set JWT_SECRET, or DATA_DIR to a folder in which this account may write.',
      { cause: error },
    );
  }
}

/** Beside its place, then linked: no process ever reads half of it, and it replaces none that is there. */
function makeSecret(file: string): void {
  const aside = `${file}.${randomUUID()}`;
  mkdirSync(dirname(file), { recursive: true, mode: 0o755 });
  try {
    writeFileSync(aside, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
    linkSync(aside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; // another process was faster
  } finally {
    rmSync(aside, { force: true });
  }
}
