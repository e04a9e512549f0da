import { createCipheriv, createHash } from 'node:crypto';

const BLOCK = 64 * 1024;

/**
 * Numbers in [0, 1) by a seed, one after the other, the same on every machine: AES-128 in counter mode, with a key from SHA-256 of
 * the seed. For draws by the million; one draw alone is `seededDraw`.
 */
export function* draws(seed: string): Generator<number, never> {
  const key = createHash('sha256').update(seed).digest().subarray(0, 16);
  const cipher = createCipheriv('aes-128-ctr', key, Buffer.alloc(16));
  const zeros = Buffer.alloc(BLOCK);
  for (;;) {
    const bytes = cipher.update(zeros);
    for (let at = 0; at < BLOCK; at += 4) yield bytes.readUInt32LE(at) / 2 ** 32;
  }
}
