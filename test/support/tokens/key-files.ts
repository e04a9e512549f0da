import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const rsaPair = (modulusLength = 2048) => generateKeyPairSync('rsa', { modulusLength });
export const ecPair = (namedCurve = 'P-256') => generateKeyPairSync('ec', { namedCurve });

export const pemOf = (key: KeyObject): string =>
  key.export({ type: key.type === 'private' ? 'pkcs8' : 'spki', format: 'pem' }) as string;

export const jwkOf = (key: KeyObject, more: object = {}): object => ({ ...key.export({ format: 'jwk' }), ...more });

/** Writes files into a folder of its own for the tests of one file, which is gone afterwards. */
export function useKeyFiles() {
  const folder = mkdtempSync(join(tmpdir(), 'learning-engine-keys-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  let count = 0;
  /** @returns path of a new file with this text, or this value as JSON */
  const file = (content: unknown): string => {
    const path = join(folder, `key-${(count += 1)}`);
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  };
  return { folder, file };
}
