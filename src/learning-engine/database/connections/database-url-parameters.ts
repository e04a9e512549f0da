import { readFileSync } from 'node:fs';

type Check = (value: string, all: URLSearchParams) => string | undefined;

const oneOf =
  (...values: string[]): Check =>
  (value) =>
    values.includes(value) ? undefined : `must be ${values.join(', ')} there`;

/** The driver reads the file at each connection, and its error would not name the variable. */
const file: Check = (path) => {
  try {
    readFileSync(path);
    return undefined;
  } catch {
    return 'must name a file in PEM form that can be read';
  }
};
const given: Check = () => undefined;
const together =
  (other: string): Check =>
  (value, all) =>
    file(value, all) ?? (all.has(other) ? undefined : `must have ${other} beside it`);

/** What the driver honours, and nothing else has to. */
const HONOURED: Readonly<Record<string, Check>> = {
  user: given,
  password: given,
  host: (host) => (host.includes(',') ? 'must name one host: only one is tried' : undefined),
  port: (port) => (/^[1-9]\d{0,4}$/.test(port) ? undefined : 'must be one number'),
  application_name: given,
  options: (options) => optionsProblem(options),
  ssl: (value, all) =>
    all.has('sslmode') ? 'must not be set together with sslmode' : oneOf('true', '1', '0', 'no-verify')(value, all),
  sslmode: oneOf('disable', 'require', 'verify-ca', 'verify-full', 'no-verify'),
  sslrootcert: file,
  sslcert: together('sslkey'),
  sslkey: together('sslcert'),
  sslnegotiation: oneOf('postgres', 'direct'),
  require_auth: oneOf('scram-sha-256'),
};

const BY_OPTIONS = 'is not supported: write options=-c%20search_path%3Dname in its place';
const FIXED = 'must not be set: the engine sets it itself';
const NO_POOL = 'is not supported: leave it out';

/** What other programs read there, and what to do in its place. */
const REMEDIES: Readonly<Record<string, string>> = {
  schema: BY_OPTIONS,
  currentSchema: BY_OPTIONS,
  search_path: BY_OPTIONS,
  target_session_attrs: 'is not supported: name a host that leads to the primary, such as a proxy or a DNS name',
  load_balance_hosts: 'is not supported: only one host is tried',
  connection_limit: NO_POOL,
  pool_timeout: NO_POOL,
  pgbouncer: NO_POOL,
  prepareThreshold: NO_POOL,
  statement_cache_size: NO_POOL,
  sslaccept: 'is not supported: write sslmode=verify-full, or sslmode=no-verify, in its place',
  channel_binding: 'is not supported: leave it out, and write sslmode=verify-full to know the server',
  connect_timeout: FIXED,
  client_encoding: FIXED,
  statement_timeout: FIXED,
  lock_timeout: FIXED,
  idle_in_transaction_session_timeout: FIXED,
  query_timeout: FIXED,
};

/** Settings of a session that the engine relies on: those of the connection would be overridden, or override. */
const OWN_SETTINGS = [
  'client_encoding',
  'datestyle',
  'default_transaction_isolation',
  'default_transaction_read_only',
  'idle_in_transaction_session_timeout',
  'lock_timeout',
  'session_replication_role',
  'standard_conforming_strings',
  'statement_timeout',
];

/** What is wrong with the parameters after the `?` of a connection URL: one that is not read must not be there. */
export function parametersProblem(parameters: URLSearchParams): string | undefined {
  for (const [name, value] of parameters) {
    const problem = problemOf(name, value, parameters);
    // What is no name may be the end of a password.
    if (problem) return `must be corrected after the ?: ${/^\w{1,40}$/.test(name) ? name : 'a parameter'} ${problem}`;
  }
  return undefined;
}

function problemOf(name: string, value: string, all: URLSearchParams): string | undefined {
  const check = Object.hasOwn(HONOURED, name) ? HONOURED[name] : undefined;
  if (!check) return Object.hasOwn(REMEDIES, name) ? REMEDIES[name] : 'is not supported: leave it out';
  if (value === '') return 'must not be empty';
  if (all.getAll(name).length > 1) return 'must be given once';
  return check(value, all);
}

function optionsProblem(options: string): string | undefined {
  const names = [...options.matchAll(/(?:^|\s)(?:-c\s*|--)([\w-]+)\s*=/g)].map(([, name]) => name!);
  const own = names.map((name) => name.replaceAll('-', '_').toLowerCase()).find((name) => OWN_SETTINGS.includes(name));
  return own && `must not set ${own}: the engine relies on a value of its own`;
}
