import { Client, type ClientConfig } from 'pg';
import { openPasswords } from './password-file.js';
import type { ServerPlace } from './server-place.js';
import { type Passwords, ROLES } from './server-roles.js';

/** Whether a holder serves, which one process at a time may do, or is a tool beside it. */
export type Purpose = 'serve' | 'tool';

/** pg has these and its types do not. */
type HeldClient = Client & { ref(): void; unref(): void };

/** A connection as superuser. */
export interface ServerConnection {
  client: Client;
  /** Whether the server asked for the password, and proved that it knows it. */
  isProven: boolean;
}

const CONNECT_MS = 5_000;

/** Connects to a server of ours, to its maintenance database: locks count per database, and this one is always there. */
export async function connectToServer(place: ServerPlace, port: number, purpose: Purpose): Promise<ServerConnection> {
  return connectAsSuperuser(port, await openPasswords(place), {
    database: 'postgres',
    application_name: `learning-engine ${purpose} pid ${process.pid}`,
    query_timeout: 30_000,
  });
}

/**
 * The connection's end is no event that could end the process. Any account of this machine may listen on the port of a
 * server that has ended, so the password is never given to a server that asks for it.
 */
export async function connectAsSuperuser(
  port: number,
  { superuser: password }: Passwords,
  options: ClientConfig,
): Promise<ServerConnection> {
  const client = new Client({
    ...options,
    host: '127.0.0.1',
    port,
    user: ROLES.superuser,
    password,
    ssl: false,
    connectionTimeoutMillis: CONNECT_MS,
  });
  client.on('error', () => undefined); // callers that need to know listen to `end`
  let isProven = false;
  const { connection } = client;
  connection.on('authenticationSASLFinal', () => (isProven = true)); // if the proof is false, connecting fails
  for (const request of ['authenticationCleartextPassword', 'authenticationMD5Password']) {
    connection.on(request, () => connection.stream.destroy(new Error('The server asked for the password.')));
  }
  try {
    await client.connect();
    return { client, isProven };
  } catch (error) {
    dropConnection(client);
    throw error;
  }
}

/** Without a word to the other side, which may be a stranger that keeps us waiting for its end. */
export function dropConnection(client: Client): void {
  void client.end().catch(() => undefined); // then what follows is no error
  client.connection.stream.destroy();
}

/** Lets the process end although this connection is open. */
export function letGo(client: Client): void {
  (client as HeldClient).unref();
}

/** Keeps the process alive again, for as long as answers are awaited. */
export function holdOn(client: Client): void {
  (client as HeldClient).ref();
}

/** The connection ended under the question, or the server accepts no connections right now: ask again later. */
export function isPassingFailure(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  return (
    /^(57P0[123]|08\d\d\d|53300|ECONN\w+|EPIPE|ETIMEDOUT)$/.test(code) ||
    /^(Connection terminated|Client (has|was))/.test(message) // pg's own, which have no code
  );
}
