import fc from 'fast-check';
import { type ModelOfLife, type ModelRefusal } from './model.js';
import { expectSameLife, type RealLife } from './real-life.js';

export type Command = fc.AsyncCommand<ModelOfLife, RealLife>;

/** The versions that every key has, and the levels of its sets. */
export const VERSIONS = ['v1', 'v2'] as const;
export const VERSION = fc.constantFrom(...VERSIONS);
export const LEVEL = fc.integer({ min: 1, max: 2 });

/** A command does the same to the model and to the engine; then everything is compared. */
export const command = (text: string, run: Command['run']): Command => ({
  check: () => true,
  toString: () => text,
  async run(model, real) {
    await run(model, real);
    await expectSameLife(model, real);
  },
});

/** The answer of the engine; fails unless it rejects where the model did, and for the same reason. */
export async function expectAnswer<T>(answer: Promise<T>, refusal: ModelRefusal | undefined): Promise<T | undefined> {
  if (!refusal) return answer;
  await expect(answer).rejects.toMatchObject(refusal);
  return undefined;
}
