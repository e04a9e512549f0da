type Failure = Error & { code?: string; driverError?: { code?: string } };

const CERTIFICATE = /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|CERT_|ERR_TLS_CERT)/;

/** What to do, by what the server, the pooler, the driver or the system says. The first that fits counts. */
const ADVICE: readonly [fits: (code: string, message: string) => boolean, advice: string][] = [
  [
    (_, message) => /unsupported startup parameter|unsupported parameter/.test(message),
    'A pooler is in between and rejects this parameter: remove it from DATABASE_URL (or PGOPTIONS), and set it by ALTER ROLE … SET.',
  ],
  [
    (_, message) => /no encryption|SSL off|SSL required|TLS required|connection is insecure/i.test(message),
    'The server wants TLS: add sslmode=verify-full to DATABASE_URL.',
  ],
  [
    (_, message) => message.includes('does not support SSL'),
    'The server has no TLS: set sslmode=disable in DATABASE_URL, or switch TLS on in the server.',
  ],
  [
    (code) => CERTIFICATE.test(code),
    'The certificate of the server is not one that this process trusts for this host: check the host name, and sslrootcert in DATABASE_URL.',
  ],
  [
    (_, message) => /password must be a (non-empty )?string|empty password/.test(message),
    'The server asks for a password, and DATABASE_URL has none.',
  ],
  [
    (code, message) =>
      code === '28P01' || /password authentication failed|SASL authentication failed|no such user/.test(message),
    'The role or its password is wrong: correct them in DATABASE_URL (special characters percent-encoded).',
  ],
  [
    (code) => code === '28000',
    'The server does not accept this role from this host: check the role in DATABASE_URL, and pg_hba.conf of the server.',
  ],
  [
    (code, message) => code === '3D000' || message.includes('no such database'),
    'There is no such database: create it, or correct its name in DATABASE_URL.',
  ],
  [
    (code, message) => code === '53300' || /no more connections allowed|too many (clients|connections)/.test(message),
    'All connections are taken: end some, raise max_connections (or the limit of the role, the database or the pooler), or run fewer instances.',
  ],
  [
    (code) => code === '08001',
    'Another program may listen there: check host and port in DATABASE_URL, and that the server takes SCRAM from this role.',
  ],
  [(code) => code === '57P03', 'The server starts, stops or recovers: try again in a moment.'],
  [(code) => code === '42501', 'The role lacks a right: see "Deploy" in docs/operations.md.'],
  [
    (code) => ['ENOTFOUND', 'EAI_AGAIN'].includes(code),
    'The name of the host is not known: correct it in DATABASE_URL, or wait for the name server.',
  ],
  [
    (code) => ['ECONNREFUSED', 'ENOENT'].includes(code),
    'Nothing listens there: start the server, or correct host and port in DATABASE_URL.',
  ],
  [
    (code, message) => /^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/.test(code) || /timeout/i.test(message),
    'Nothing answers from there: check host and port in DATABASE_URL, firewalls, and whether the server (or the pooler) is overloaded.',
  ],
  [
    (code, message) => /^(ECONNRESET|EPIPE)$/.test(code) || message.startsWith('Connection terminated'),
    'What listens there closed the connection: check that it is PostgreSQL, and its log.',
  ],
];

/** What to do about a connection that could not be made or used. */
export function connectionAdvice(error: unknown): string {
  const { code, driverError, message = '' } = error as Failure;
  const state = driverError?.code ?? code ?? '';
  const found = ADVICE.find(([fits]) => fits(state, message));
  return found ? found[1] : 'Check DATABASE_URL, and the log of the server.';
}
