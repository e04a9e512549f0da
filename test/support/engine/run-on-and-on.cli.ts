/**
 * Starts, keeps alive and ends runs until it is killed: `run-on-and-on.cli.ts <url> <lease in seconds>`. Says what the
 * engine has confirmed, one `Confirmed` in each line.
 */
import 'reflect-metadata';
import { RunAlreadyFinishedError } from 'learning-engine';
import { type AlgoRun } from 'learning-engine/persistence';
import { openEngine } from './open-engine.js';
import { type Confirmed } from './run-confirmed.js';

const [url = '', leaseSeconds] = process.argv.slice(2);
const { registry, runs } = await openEngine(url, { runs: { leaseSeconds: Number(leaseSeconds), reaper: false } });
const active = (await registry.resolveActive('mastery'))!;

function confirm({ id, status, errorMessage, leaseExpiresAt }: AlgoRun): void {
  const line: Confirmed = { id, status, errorMessage, leaseExpiresAt: leaseExpiresAt.toISOString() };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function run(): Promise<void> {
  const started = await runs.logRunStart({ algoVersionId: active.version.id, paramsId: active.params.id });
  confirm(started);
  const { id } = started;
  for (let beats = Math.floor(Math.random() * 4); beats > 0; beats -= 1) confirm(await runs.heartbeat(id));
  confirm(Math.random() < 0.5 ? await runs.logRunSuccess(id, {}) : await runs.logRunFailure(id, `failed ${id}`));
}

const runOn = async (): Promise<never> => {
  for (;;) {
    await run().catch((error: unknown) => {
      // On a machine that is too busy a lease can expire. Whether it had is judged by the record.
      if (!(error instanceof RunAlreadyFinishedError)) throw error;
    });
  }
};
await Promise.all(Array.from({ length: 4 }, runOn));
