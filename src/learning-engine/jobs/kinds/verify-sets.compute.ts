import { checksumOf } from '../../json/canonical-json.js';
import { type JsonValue } from '../../json/json.js';
import { parseJson } from '../../json/parse-json.js';

/** A parameter set as it is stored. */
export type StoredSet = { id: string; text: string; checksum: string };

/** Ids of the sets whose content does not have its checksum. */
export const compute = ({ sets }: { sets: readonly StoredSet[] }): string[] =>
  sets.filter(({ text, checksum }) => checksumOf(parseJson(text) as JsonValue) !== checksum).map(({ id }) => id);
