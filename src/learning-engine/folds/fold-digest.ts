import { canonicalJson, sha256 } from '../json/canonical-json.js';
import { type FoldingDefinition } from './folding.js';

/** Names the code that folds: two releases with the same digest make the same states of the same answers. */
export const foldDigest = ({ key, version, fold }: FoldingDefinition): string =>
  sha256(canonicalJson({ key, version, revision: fold.revision, contexts: [...fold.contexts].sort() }));
