/**
 * Runs an algorithm that returns promises which reject, in several places: `forget-to-await.cli.ts <url>`. Says what each
 * caller is told, one JSON text in each line. An unhandled rejection ends the process.
 */
import 'reflect-metadata';
import { setImmediate } from 'node:timers/promises';
import { openEngine } from './open-engine.js';
import { ProbeAlgorithm, probes } from './probe-algorithm.js';

const rejecting = () => Promise.reject(new Error('unhandled'));
const circle: Record<string, unknown> = {};
const outputs = [
  () => rejecting(),
  () => ({ results: [1, 2].map(rejecting) }),
  () => ({ first: NaN, then: [{ later: rejecting() }] }),
  () => ({ first: new Date(0), map: new Map([[rejecting(), new Set([rejecting()])]]) }),
  () => ({ many: Array.from({ length: 200_000 }, rejecting) }),
  () => Object.assign(circle, { self: { results: [rejecting()], circle } }),
];

const { app, execution } = await openEngine(process.argv[2]!, {
  algorithms: [ProbeAlgorithm],
  runs: { reaper: false },
});
for (const output of outputs) {
  probes.set('forgets', output);
  await execution.execute('probe', { id: 'forgets', value: 1 }).catch(({ message }: Error) => {
    process.stdout.write(`${JSON.stringify(message.replace(/^.*(?=output)/, ''))}\n`);
  });
  await setImmediate(); // by now the process would have ended
}
await app.close();
