import { type CustomTypesConfig, types } from 'pg';
import { parseJson } from '../../json/parse-json.js';

const JSON_TYPES: readonly number[] = [types.builtins.JSON, types.builtins.JSONB];

/** How a connection reads what the database sends: as pg does, but JSON with each name as it is written. */
export const exactJson: CustomTypesConfig = {
  getTypeParser: (type, format): ((text: string) => unknown) =>
    JSON_TYPES.includes(type) ? parseJson : (types.getTypeParser(type, format) as typeof parseJson),
};
