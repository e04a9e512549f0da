import { Client } from 'pg';
import { until } from './embedded-child.js';

const KEY = 4712;

/** A gate in the database, at which processes wait so that they begin at the same moment. */
export class StartGate {
  private constructor(private readonly client: Client) {}

  static async close(url: string): Promise<StartGate> {
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query('SELECT pg_advisory_lock($1)', [KEY]);
    return new StartGate(client);
  }

  /** Waits in front of a gate that is closed. */
  static async pass(url: string): Promise<void> {
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query('SELECT pg_advisory_lock_shared($1)', [KEY]);
    await client.end();
  }

  /** Opens it when so many are waiting. */
  async openFor(count: number): Promise<void> {
    await until(async () => {
      const { rows } = await this.client.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND NOT granted
           AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
        [KEY],
      );
      return rows[0]!.n === count;
    });
    await this.client.end();
  }
}
