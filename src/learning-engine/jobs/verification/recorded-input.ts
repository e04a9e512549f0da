import { type JsonObject } from '../../json/json.js';

/** Whether a run recorded that it folded stored answers. */
export const isFold = (input: JsonObject): boolean =>
  'projection_id' in input && 'revision' in input && 'last_seq' in input;

/** Whether a run recorded no more of its input than a digest. */
export const isDigest = (input: JsonObject): boolean => {
  const { digest } = input as { digest?: { sha256?: unknown } };
  return Object.keys(input).length === 1 && typeof digest?.sha256 === 'string';
};
