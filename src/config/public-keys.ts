import { createPublicKey, type KeyObject } from 'node:crypto';
import { type KeySet, KeySetError, keySetOf, type PublicKey, weaknessOf } from './key-set.js';
import { readTextFile, TextFileError } from './text-file.js';

/** A file of keys cannot be used. The message follows the name of a variable, and shows nothing of the file. */
export class KeyFileError extends Error {}

const ONE_PUBLIC_KEY = /^\s*-----BEGIN (RSA )?PUBLIC KEY-----[^-]+-----END (RSA )?PUBLIC KEY-----\s*$/;

/**
 * Reads a public key in PEM form.
 *
 * @throws KeyFileError
 */
export function readPemKey(file: string): PublicKey {
  const pem = read(file);
  // Node would take a private key for its public half. A verifier must not have it.
  if (!ONE_PUBLIC_KEY.test(pem)) throw new KeyFileError('must name a PEM file of one public key');
  const key = publicKeyOf(pem);
  const found = { algorithm: algorithmOf(key), key };
  const weakness = weaknessOf(found);
  if (weakness) throw new KeyFileError(`must name a file without weak keys: its key ${weakness}`);
  return found;
}

function publicKeyOf(pem: string): KeyObject {
  try {
    return createPublicKey(pem);
  } catch {
    throw new KeyFileError('must name a file with a readable public key');
  }
}

function algorithmOf(key: KeyObject): PublicKey['algorithm'] {
  if (key.asymmetricKeyType === 'rsa') return 'RS256';
  if (key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return 'ES256';
  throw new KeyFileError('must name a key for RS256 (RSA of 2048 bits or more) or ES256 (EC on P-256)');
}

/**
 * Reads a file with a JSON Web Key Set, as `keySetOf` does.
 *
 * @throws KeyFileError
 */
export function readKeySet(file: string): KeySet {
  const text = read(file);
  try {
    return keySetOf(text);
  } catch (error) {
    throw error instanceof KeySetError ? new KeyFileError(`must name a file ${error.message}`) : error;
  }
}

function read(file: string): string {
  try {
    return readTextFile(file);
  } catch (error) {
    if (error instanceof TextFileError) throw new KeyFileError(`must name a file of text, and it ${error.message}`);
    throw error;
  }
}
