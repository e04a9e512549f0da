import { checkPrimeSync, type KeyObject } from 'node:crypto';

const MIN_BITS = 2048;
const MIN_EXPONENT = 65_537n;
const MAX_EXPONENT = 1n << 256n;
const SMALL_PRIMES = primesBelow(10_000);
/** Primes close to each other are found in as many steps. */
const FERMAT_STEPS = 100n;
/** The generator of the library whose keys are known as ROCA, and the primes that tell its keys (CVE-2017-15361). */
const ROCA_GENERATOR = 65_537n;
const ROCA_PRIMES = SMALL_PRIMES.filter((prime) => prime > 2n && prime <= 167n);

/**
 * What is weak about an RSA key, in words that follow its name. Anybody could sign for it. The bounds of the exponent are
 * those of FIPS 186-5, and the questions about the modulus those that NIST SP 800-89, section 5.3.3, asks of a public key.
 */
export function rsaWeakness(key: KeyObject): string | undefined {
  const jwk = key.export({ format: 'jwk' });
  const modulus = toBigInt(jwk.n!);
  const exponent = toBigInt(jwk.e!);
  if (modulus.toString(2).length < MIN_BITS) return `has fewer than ${MIN_BITS} bits`;
  if (exponent < MIN_EXPONENT || exponent >= MAX_EXPONENT || exponent % 2n === 0n) {
    return `has an exponent that is not odd, or not between ${MIN_EXPONENT} and 2^256`;
  }
  if (SMALL_PRIMES.some((prime) => modulus % prime === 0n)) return 'has a modulus with a small factor';
  if (checkPrimeSync(modulus)) return 'has a modulus that is a prime';
  if (isPower(modulus) || hasCloseFactors(modulus)) return 'has a modulus that is easy to factor';
  if (isRoca(modulus)) return 'was made by a library whose keys can be factored (ROCA)';
  return undefined;
}

const toBigInt = (base64url: string): bigint => BigInt(`0x${Buffer.from(base64url, 'base64url').toString('hex')}`);

function primesBelow(limit: number): bigint[] {
  const isComposite = new Uint8Array(limit);
  for (let prime = 2; prime * prime < limit; prime += 1) {
    for (let multiple = prime * prime; multiple < limit; multiple += prime) isComposite[multiple] = 1;
  }
  return [...isComposite.keys()].filter((number) => number > 1 && !isComposite[number]).map(BigInt);
}

/** Without small factors, the power is no larger than the number has digits to the base of the largest small prime. */
function isPower(number: bigint): boolean {
  const bits = number.toString(2).length;
  return SMALL_PRIMES.filter((power) => power <= bits / 13).some((power) => root(number, power) ** power === number);
}

/** Fermat's method. */
function hasCloseFactors(modulus: bigint): boolean {
  const middle = root(modulus, 2n) + 1n;
  for (let step = 0n; step < FERMAT_STEPS; step += 1n) {
    const square = (middle + step) ** 2n - modulus;
    if (root(square, 2n) ** 2n === square) return true;
  }
  return false;
}

/** The whole part of a root, by Newton's method from above. */
function root(number: bigint, power: bigint): bigint {
  let guess = 1n << (BigInt(number.toString(2).length) / power + 1n);
  for (;;) {
    const next = ((power - 1n) * guess + number / guess ** (power - 1n)) / power;
    if (next >= guess) return guess;
    guess = next;
  }
}

/** Modulo every prime, such a modulus is a power of the generator: of others, one in a hundred million is. */
const isRoca = (modulus: bigint): boolean =>
  ROCA_PRIMES.every((prime) => {
    let power = 1n;
    for (let count = 1n; count < prime && power !== modulus % prime; count += 1n) {
      power = (power * ROCA_GENERATOR) % prime;
    }
    return power === modulus % prime;
  });
