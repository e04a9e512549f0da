import { Client } from 'pg';
import { OWNER } from './cluster-directory.js';

/** Whether a holder serves, which one process at a time may do, or is a tool beside it. */
export type Purpose = 'serve' | 'tool';

/** pg has these two and its types do not. */
type HeldClient = Client & { ref(): void; unref(): void };

const CONNECT_MS = 5_000;

/**
 * Connects to a server of ours, to its maintenance database: locks count per database, and this one is always there.
 * The connection's end is no event that could end the process.
 */
export async function connectToServer(port: number, purpose: Purpose): Promise<Client> {
  const client = new Client({
    host: '127.0.0.1',
    port,
    user: OWNER,
    database: 'postgres',
    ssl: false,
    application_name: `learning-engine ${purpose} pid ${process.pid}`,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: 30_000,
  });
  client.on('error', () => undefined); // whoever needs to know listens to `end`
  try {
    await client.connect();
    return client;
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
