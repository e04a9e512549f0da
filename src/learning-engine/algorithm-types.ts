import { type AlgorithmTypes } from './algorithms/index.js';

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
