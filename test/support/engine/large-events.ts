import { Client } from 'pg';

const COUNT = 10_000;

/**
 * Records events of 2 KB each, as large as they may be: more than the buffers of a connection hold.
 *
 * @returns how many
 */
export async function writeLargeEvents(url: string): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(
    `INSERT INTO engine_events (type, key, payload)
     SELECT 'answers.recorded', 'n' || n, (SELECT jsonb_object_agg('id' || m, repeat('x', 200)) FROM generate_series(1, 9) m)
     FROM generate_series(1, ${COUNT}) n`,
  );
  await client.end();
  return COUNT;
}
