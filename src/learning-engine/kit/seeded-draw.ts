import { sha256 } from '../json/canonical-json.js';

const HEX_DIGITS = 13;

/**
 * The n-th draw of a seed: a number in [0, 1), from the first 52 bits of SHA-256 of `seed|n` in UTF-8. Each draw stands
 * by itself, so a result does not depend on who drew before.
 */
export const seededDraw = (seed: string, n: number): number =>
  Number.parseInt(sha256(`${seed}|${n}`).slice(0, HEX_DIGITS), 16) / 2 ** (4 * HEX_DIGITS);
