import { type Client, type CustomTypesConfig, types } from 'pg';
import { parseJson } from '../../json/parse-json.js';
import { TimeoutClient } from './timeout-client.js';

const JSON_TYPES: readonly number[] = [types.builtins.JSON, types.builtins.JSONB];

/** How a connection reads what the database sends: as pg does, but JSON with each name as it is written. */
const exactJson: CustomTypesConfig = {
  getTypeParser: (type, format): ((text: string) => unknown) =>
    JSON_TYPES.includes(type) ? parseJson : (types.getTypeParser(type, format) as typeof parseJson),
};

/**
 * What a pool of connections needs so that no call waits for ever, no lost connection ends the process, no setting of the
 * server, the database or the role changes what a value means, and JSON is read as it was stored: for `extra` of a PostgreSQL
 * DataSource. Times are in milliseconds. The client's own limit is the longest, because the server's errors say more.
 */
export const connectionLimits = {
  connectionTimeoutMillis: 2000,
  lock_timeout: 1000,
  statement_timeout: 2000,
  query_timeout: 2500,
  idle_in_transaction_session_timeout: 10_000,
  // A peer that is gone without a word is noticed: pg leaves this off, and the system asks after two hours.
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
  Client: TimeoutClient as typeof Client,
  types: exactJson,
};
