const MIN_BYTES = 32;

/** Fewer different characters, or steps from one to the next, than any random text of 32 characters has. */
const MIN_VARIETY = 8;

/** Words of samples and placeholders. They are long, so that a random secret does not have one by chance. */
const PLACEHOLDER =
  /12345678|change|default|develop|example|insert|learning|password|placeholder|production|qwerty|replace|sample|secret|testing/i;

/** What is wrong with a secret that signs tokens. Outside production only its length counts. */
export function secretProblem(secret: string, isProduction: boolean): string | undefined {
  if (Buffer.byteLength(secret) < MIN_BYTES) return `must be at least ${MIN_BYTES} bytes long`;
  if (!isProduction) return undefined;
  if (PLACEHOLDER.test(secret)) return 'must be random, and has a word of a placeholder: make one by openssl rand';
  if (hasLowVariety(secret)) return 'must be random, and varies too little: make one by openssl rand';
  return undefined;
}

function hasLowVariety(secret: string): boolean {
  const bytes = [...Buffer.from(secret)];
  const steps = bytes.slice(1).map((byte, index) => byte - bytes[index]!);
  return new Set(bytes).size < MIN_VARIETY || new Set(steps).size < MIN_VARIETY || repeatsItself(secret);
}

/** Whether the text begins again, and goes on as it began, before its middle. */
const repeatsItself = (text: string): boolean =>
  Array.from({ length: Math.floor(text.length / 2) }, (_, index) => index + 1).some((period) =>
    text.startsWith(text.slice(period)),
  );
