/** Records runs of versions that depend on chance, in a process of its own: `record-chance.cli.ts <url> <runs of each>`. */
import 'reflect-metadata';
import { CHANCE_INPUTS, chanceVersions, seedVersions } from './chance-versions.js';
import { openEngine } from './open-engine.js';

const [url = '', runs] = process.argv.slice(2);
const engine = await openEngine(url, { algorithms: chanceVersions });
await seedVersions(engine, 'chance', Object.keys(CHANCE_INPUTS));
for (const [version, input] of Object.entries(CHANCE_INPUTS)) {
  for (let run = 0; run < Number(runs); run += 1) {
    await engine.execution.execute<unknown, string>('chance', input, { version });
  }
}
await engine.app.close();
