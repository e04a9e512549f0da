/**
 * Writes events in transactions that take their time, in a process of its own:
 * `write-events.cli.ts <url> <name> <connections> <transactions>`. Begins when the gate opens; prints the keys of the events
 * that were committed, as JSON. Every fifth transaction is rolled back.
 */
import { Client } from 'pg';
import { StartGate } from '../database/start-gate.js';

const [url = '', name, connections, transactions] = process.argv.slice(2);
const rest = 'SELECT pg_sleep(random() * 0.02)';

async function write(client: Client, key: string, isKept: boolean): Promise<string[]> {
  const keys = Array.from({ length: 1 + Math.floor(Math.random() * 3) }, (_, n) => `${key}.${n}`);
  await client.query('BEGIN');
  if (Math.random() < 0.5) await client.query('SELECT pg_current_xact_id()'); // its place is before that of quicker ones
  await client.query(rest);
  for (const one of keys) {
    await client.query("INSERT INTO engine_events (type, key, payload) VALUES ('test.written', $1, '{}')", [one]);
    await client.query(rest);
  }
  await client.query(isKept ? 'COMMIT' : 'ROLLBACK');
  return isKept ? keys : [];
}

async function writeAll(connection: number): Promise<string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const committed: string[] = [];
  for (let n = 1; n <= Number(transactions); n += 1) {
    committed.push(...(await write(client, `${name}.${connection}.${n}`, n % 5 !== 0)));
  }
  await client.end();
  return committed;
}

await StartGate.pass(url);
const committed = await Promise.all(Array.from({ length: Number(connections) }, (_, n) => writeAll(n)));
process.stdout.write(`${JSON.stringify(committed.flat())}\n`);
