/** The database in which the service keeps everything. */
export const DATABASE = 'learning_engine';

/** The roles of the embedded server: as in production, the service neither owns its tables nor may it do all. */
export const ROLES = {
  /** Made by initdb; starts, stops and sets up the server. */
  superuser: 'learning_engine',
  /** Owns the database and its tables; runs migrations. */
  owner: 'learning_owner',
  /** What the service connects as. */
  service: 'learning_service',
} as const;

export type ServerRole = keyof typeof ROLES;

/** One for each role. */
export type Passwords = Readonly<Record<ServerRole, string>>;

/** How to connect to the server on a port, passwords included: for this machine only. */
export interface ServerUrls {
  /** What the service connects with. */
  readonly url: string;
  /** Of the role that owns the database and its tables: for migrations. */
  readonly ownerUrl: string;
  /** For tests, which make roles and databases of their own. */
  readonly superuserUrl: string;
}

export function serverUrls(port: number, passwords: Passwords): ServerUrls {
  const urlOf = (role: ServerRole) =>
    `postgres://${ROLES[role]}:${passwords[role]}@127.0.0.1:${port}/${DATABASE}?require_auth=scram-sha-256`;
  return { url: urlOf('service'), ownerUrl: urlOf('owner'), superuserUrl: urlOf('superuser') };
}
