import { type FoldingPair } from './folding-pairs.js';

/** A version and a parameter set of it. */
export type NamedPair = { version: string; params_id: string };

export const namedPair = ({ version, paramsId }: FoldingPair): NamedPair => ({ version, params_id: paramsId });
