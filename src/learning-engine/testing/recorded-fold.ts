import { type Type } from '@nestjs/common';
import { type Algorithm } from '../authoring/algorithm.js';
import { canonicalJson, sha256 } from '../json/canonical-json.js';
import { type JsonValue } from '../json/json.js';
import { foldAnew } from '../learners/folding.js';
import { type FoldCases, foldCases } from './fold-laws.js';

/** Of each number: the last bits may differ between machines. */
const DIGITS = 9;

/** A fold's revision, and a digest of what it makes of answers. */
export interface RecordedFold {
  revision: number;
  outputs: string;
}

/**
 * What a test records of a fold, so that a change of states or predictions is seen: with it, `revision` must be raised, or states
 * of the old code would be gone on with by the new one.
 *
 * @example
 * ```ts
 * it('gives what this revision gave before', () => {
 *   expect(recordedFold(StreakV1Algorithm)).toMatchInlineSnapshot();
 * });
 * ```
 * @throws Error for a version that does not fold, and what the fold throws
 */
export function recordedFold(algorithm: Type<Algorithm>, given: FoldCases = {}): RecordedFold {
  const declared = foldCases(algorithm, given);
  if (Array.isArray(declared)) throw new Error(declared.map(({ message }) => message).join(' '));
  const outputs = declared.cases.map(({ folding, answers }) => {
    const { states, predicted } = foldAnew(folding, answers);
    const made = [...states.values()].map(({ scope, state, value, due_at }) => ({ scope, state, value, due_at }));
    return [made, [...predicted]];
  });
  const rounded: unknown = JSON.parse(
    JSON.stringify(outputs, (_name, value: unknown) =>
      typeof value === 'number' ? Number(value.toPrecision(DIGITS)) : value,
    ),
  );
  return { revision: declared.revision, outputs: sha256(canonicalJson(rounded as JsonValue)) };
}
