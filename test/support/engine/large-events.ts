import { Client } from 'pg';

const COUNT = 10_000;
const BATCH = 100;

/**
 * Records events of 2 KB each: more than the buffers of a connection hold.
 *
 * @returns how many
 */
export async function writeLargeEvents(url: string): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  // In many statements: the trigger of the table looks past all rows of its own statement.
  for (let n = 0; n < COUNT; n += BATCH) {
    await client.query(
      `INSERT INTO engine_events (type, key, payload)
       SELECT 'answers.recorded', 'n' || n, (SELECT jsonb_object_agg('n' || m, 9007199254740991) FROM generate_series(1, 80) m)
       FROM generate_series(1, ${BATCH}) n`,
    );
  }
  await client.end();
  return COUNT;
}
