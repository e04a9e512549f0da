import { type AdaptiveV1Input, type AdaptiveV1Output } from './algorithms/adaptive/v1/adaptive-v1.contract.js';
import { type DifficultyV1Input } from './algorithms/difficulty/v1/difficulty-v1.contract.js';
import { type DifficultyV1Output } from './algorithms/difficulty/v1/difficulty-v1.output.js';
import { type MasteryV1Input, type MasteryV1Output } from './algorithms/mastery/v1/mastery-v1.contract.js';
import { type MistakesV1Input } from './algorithms/mistakes/v1/mistakes-v1.contract.js';
import { type MistakesV1Output } from './algorithms/mistakes/v1/mistakes-v1.output.js';
import { type RevisionV1Input } from './algorithms/revision/v1/revision-v1.contract.js';
import { type RevisionV1Output } from './algorithms/revision/v1/revision-v1.output.js';

/**
 * What each version of each algorithm takes and gives, for the types of `execute`. Stubs, which give nothing, are not here. A
 * host adds its own:
 *
 * ```ts
 * declare module 'learning-engine' {
 *   interface AlgorithmTypes {
 *     streak: { v1: { input: { days: number }; output: { score: number } } };
 *   }
 * }
 * ```
 */
export interface AlgorithmTypes {
  mastery: { v1: { input: MasteryV1Input; output: MasteryV1Output } };
  revision: { v1: { input: RevisionV1Input; output: RevisionV1Output } };
  difficulty: { v1: { input: DifficultyV1Input; output: DifficultyV1Output } };
  adaptive: { v1: { input: AdaptiveV1Input; output: AdaptiveV1Output } };
  mistakes: { v1: { input: MistakesV1Input; output: MistakesV1Output } };
}

export type TypedKey = keyof AlgorithmTypes;

/** Names of the versions of a key whose types are known. */
export type TypedVersion<Key extends TypedKey> = keyof AlgorithmTypes[Key];

/** Input of a version; of any version of the key, where several are given. */
export type InputOf<
  Key extends TypedKey,
  Version extends TypedVersion<Key> = TypedVersion<Key>,
> = AlgorithmTypes[Key][Version] extends { input: infer Input } ? Input : never;

/** Output of a version; of any version of the key, where several are given. */
export type OutputOf<
  Key extends TypedKey,
  Version extends TypedVersion<Key> = TypedVersion<Key>,
> = AlgorithmTypes[Key][Version] extends { output: infer Output } ? Output : never;
