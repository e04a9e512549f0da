import { SecretFormError, secretBytes } from './secret-bytes.js';

const MIN_BYTES = 32;

/** Fewer different bytes, or steps from one to the next, than any random text of 32 characters has. */
const MIN_VARIETY = 8;

/** Words of samples and placeholders. They are long, so that a random secret does not have one by chance. */
const PLACEHOLDER =
  /12345678|change|default|develop|example|insert|learning|password|placeholder|production|qwerty|replace|sample|secret|testing/i;

/** What is wrong with a secret that signs tokens. Outside production only its form and length count. */
export function secretProblem(secret: string, isProduction: boolean, keyId?: string): string | undefined {
  try {
    return problemOf(secretBytes(secret, keyId), isProduction);
  } catch (error) {
    if (error instanceof SecretFormError) return error.message;
    throw error;
  }
}

function problemOf(bytes: Buffer, isProduction: boolean): string | undefined {
  if (bytes.length < MIN_BYTES) return `must be at least ${MIN_BYTES} bytes long`;
  if (!isProduction) return undefined;
  if (PLACEHOLDER.test(bytes.toString()))
    return 'must be random, and has a word of a placeholder: make one by openssl rand';
  if (hasLowVariety(bytes)) return 'must be random, and varies too little: make one by openssl rand';
  return undefined;
}

function hasLowVariety(bytes: Buffer): boolean {
  const steps = [...bytes.subarray(1)].map((byte, index) => byte - bytes[index]!);
  return new Set(bytes).size < MIN_VARIETY || new Set(steps).size < MIN_VARIETY || repeatsItself(bytes);
}

/** Whether the bytes begin again, and go on as they began, before their middle. */
const repeatsItself = (bytes: Buffer): boolean =>
  Array.from({ length: Math.floor(bytes.length / 2) }, (_, index) => index + 1).some((period) =>
    bytes.subarray(0, bytes.length - period).equals(bytes.subarray(period)),
  );
