/**
 * Activates at random, in a process of its own: `activate.cli.ts <url> <name> <rounds> <at once> <targets as JSON>`.
 * Begins when the gate opens; prints an `ActivationRound` for each round.
 */
import 'reflect-metadata';
import { type DatabaseUnavailableError } from 'learning-engine';
import { type ActivationRound, lastEntries, type Target } from './activation-rounds.js';
import { rivalAlgorithms } from './create-rivals.js';
import { openEngine } from './open-engine.js';
import { StartGate } from '../database/start-gate.js';

const [url = '', name, rounds, atOnce, json = ''] = process.argv.slice(2);
const targets = JSON.parse(json) as Target[];
const { app, dataSource, registry } = await openEngine(url, { algorithms: rivalAlgorithms, runs: { reaper: false } });

async function activate(target: Target, reason: string): Promise<ActivationRound['calls'][number]> {
  try {
    if (target.paramsId !== undefined) await registry.activateParams(target.paramsId, { reason });
    else await registry.activateAlgoVersion(target.algoKey, target.version, { reason });
    return { target, reason };
  } catch (error) {
    const { code, outcome, message, cause } = error as DatabaseUnavailableError;
    return { target, reason, failure: { code, outcome, message, cause: String(cause) } };
  }
}

await StartGate.pass(url);
for (let round = 0; round < Number(rounds); round += 1) {
  const before = await lastEntries(dataSource);
  const calls = await Promise.all(
    Array.from({ length: Number(atOnce) }, (_, n) => {
      const target = targets[Math.floor(Math.random() * targets.length)]!;
      return activate(target, `${name} ${round} ${n}`);
    }),
  );
  const line: ActivationRound = { before, calls, after: await lastEntries(dataSource) };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
await app.close();
