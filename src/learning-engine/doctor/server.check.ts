import { type EntityManager } from 'typeorm';
import { type Check, type Finding } from './finding.js';
import { ENGINE_TABLES } from './schema.check.js';
import { READ_SETTINGS, setBy, type SettingInForce } from './setting-in-force.js';

interface Rule extends Pick<Finding, 'code' | 'remedy'> {
  isBroken: (setting: string) => boolean;
  harm: string;
}

const isOff = (setting: string): boolean => setting === 'off';
const isOn = (setting: string): boolean => setting === 'on';
const RESET = 'Reset it where it is set, and reconnect all sessions.';
const DURABLE = 'Switch it on in the configuration of the server, and reload that.';

/** Of what no connection can set for itself. */
const RULES: Readonly<Record<string, Rule>> = {
  session_replication_role: {
    code: 'TRIGGERS_OFF',
    isBroken: (setting) => setting === 'replica',
    harm: 'no trigger fires in sessions like this one',
    remedy: `${RESET} Then run the doctor again.`,
  },
  server_encoding: {
    code: 'DATABASE_ENCODING',
    isBroken: (setting) => setting !== 'UTF8',
    harm: 'texts outside of it are rejected, or counted and compared by their bytes',
    remedy: "Dump the database, and restore it into one that was made with ENCODING 'UTF8' from template0.",
  },
  fsync: { code: 'NOT_DURABLE', isBroken: isOff, harm: 'a crash can destroy the whole database', remedy: DURABLE },
  full_page_writes: {
    code: 'NOT_DURABLE',
    isBroken: isOff,
    harm: 'a crash can destroy pages that were being written',
    remedy: `${DURABLE} A file system that never writes half a page may do without.`,
  },
  default_transaction_read_only: { code: 'READ_ONLY', isBroken: isOn, harm: 'nothing can be written', remedy: RESET },
};

interface Place {
  inRecovery: boolean;
  /** Schemas before the one of the system. */
  before: string[];
  /** Tables of the engine that another schema of the search_path has as well. */
  doubled: string[];
}

const PLACE = `
  SELECT pg_is_in_recovery() AS "inRecovery",
    ARRAY(SELECT name FROM unnest(current_schemas(true)) WITH ORDINALITY AS path (name, place)
      WHERE place < array_position(current_schemas(true), 'pg_catalog') AND name !~ '^pg_temp_')::text[] AS before,
    ARRAY(SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
      WHERE relname = ANY($1) AND nspname = ANY(current_schemas(true))
      GROUP BY relname HAVING count(*) > 1 ORDER BY relname)::text[] AS doubled`;

/** Settings and states of the server, the database and the role that no connection can set for itself. */
export const checkServer: Check = async (manager) => [
  ...(await checkSettings(manager)),
  ...(await checkPlace(manager)),
];

async function checkSettings(manager: EntityManager): Promise<Finding[]> {
  const settings = await manager.query<SettingInForce[]>(READ_SETTINGS, [Object.keys(RULES)]);
  return settings.flatMap((inForce) => {
    const { name, setting } = inForce;
    const { code, isBroken, harm, remedy } = RULES[name]!;
    const message = `${name} is ${setting} (by ${setBy(inForce)}): ${harm}`;
    return isBroken(setting) ? [{ code, subject: name, message, remedy }] : [];
  });
}

async function checkPlace(manager: EntityManager): Promise<Finding[]> {
  const [place] = await manager.query<[Place]>(PLACE, [ENGINE_TABLES]);
  const unsafe = (message: string): Finding => ({
    code: 'SEARCH_PATH_UNSAFE',
    subject: 'search_path',
    message,
    remedy: 'Let the search_path of the role name the schema of the engine alone: ALTER ROLE … SET search_path = …',
  });
  return [
    ...(place.inRecovery
      ? [
          {
            code: 'READ_ONLY',
            subject: 'pg_is_in_recovery',
            message: 'The server is a standby: nothing can be written',
            remedy: 'Let DATABASE_URL lead to the primary, or promote this server.',
          },
        ]
      : []),
    ...place.before.map((schema) =>
      unsafe(`${schema} is searched before pg_catalog: what is in it replaces functions`),
    ),
    ...place.doubled.map((table) =>
      unsafe(`Two schemas of the search_path have a table ${table}: it may be the other one`),
    ),
  ];
}
