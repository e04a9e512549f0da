import { type EventEmitter } from 'node:events';
import { Client } from 'pg';
import { openPasswords } from './password-file.js';
import type { ServerPlace } from './server-place.js';
import { ROLES } from './server-roles.js';

/** Whether a holder serves, which one process at a time may do, or is a tool beside it. */
export type Purpose = 'serve' | 'tool';

/** pg has these and its types do not. */
type HeldClient = Client & { ref(): void; unref(): void; connection: EventEmitter };

/** A connection as superuser. */
export interface ServerConnection {
  client: Client;
  /** Whether the server asked for the password, and proved that it knows it. */
  isProven: boolean;
}

const CONNECT_MS = 5_000;

/**
 * Connects to a server of ours, to its maintenance database: locks count per database, and this one is always there.
 * The connection's end is no event that could end the process. Any account of this machine may listen on the port of a
 * server that has ended, so the password is never sent as it is.
 */
export async function connectToServer(place: ServerPlace, port: number, purpose: Purpose): Promise<ServerConnection> {
  const { superuser: password } = await openPasswords(place);
  const client = new Client({
    host: '127.0.0.1',
    port,
    user: ROLES.superuser,
    password,
    database: 'postgres',
    ssl: false,
    application_name: `learning-engine ${purpose} pid ${process.pid}`,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: 30_000,
  });
  client.on('error', () => undefined); // whoever needs to know listens to `end`
  let isProven = false;
  const { connection } = client as HeldClient;
  connection.on('authenticationSASLFinal', () => (isProven = true)); // if the proof is false, connecting fails
  connection.on('authenticationCleartextPassword', () => (client.password = ''));
  try {
    await client.connect();
    return { client, isProven };
  } catch (error) {
    void client.end().catch(() => undefined);
    throw error;
  }
}

/** Lets the process end although this connection is open. */
export function letGo(client: Client): void {
  (client as HeldClient).unref();
}

/** Keeps the process alive again, for as long as answers are awaited. */
export function holdOn(client: Client): void {
  (client as HeldClient).ref();
}

/** The connection ended under the question, or the server lets nobody in right now: ask again later. */
export function isPassingFailure(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  return (
    /^(57P0[123]|08\d\d\d|53300|ECONN\w+|EPIPE|ETIMEDOUT)$/.test(code) ||
    /^(Connection terminated|Client (has|was))/.test(message) // pg's own, which have no code
  );
}
