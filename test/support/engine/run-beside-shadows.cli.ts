/**
 * A host as it is built, with threads: `run-beside-shadows.cli.ts <url> <scene>`. `hostile` starts a shadow and computes one run for each
 * thing that a challenger may do, `budget` computes runs beside a shadow that was started before. Says what it saw, as JSON in a line.
 */
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LearningEngineModule } from 'learning-engine';
import { EvidenceModule, ShadowsService } from 'learning-engine/evidence';
import { JobsModule } from 'learning-engine/jobs';
import { LearnersModule } from 'learning-engine/learners';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../../src/database/data-source-options.js';
import { CalmAlgorithm, HostileAlgorithm } from '../../fixtures/shadows/hostile.algorithms.js';
import { createVersion } from './factories.js';
import { engineOf } from './open-engine.js';

const [url, scene] = process.argv.slice(2) as [string, string];
const DOES = ['answer', 'loop', 'throw', 'promise', 'exit', 'allocate', 'buffers', 'answer'];
const RUNS = 40;

const app = await NestFactory.createApplicationContext(
  {
    module: class BesideShadows {},
    imports: [
      TypeOrmModule.forRoot({ ...dataSourceOptions(url), retryAttempts: 0 }),
      LearningEngineModule.forRoot({
        isGlobal: true,
        algorithms: [CalmAlgorithm, HostileAlgorithm],
        runs: { reaper: false },
      }),
      LearnersModule.forRoot({ isGlobal: true }),
      JobsModule.forRoot({ isGlobal: true, concurrency: 0 }),
      EvidenceModule.forRoot(),
    ],
  },
  { logger: false },
);
const engine = engineOf(app, app.get(DataSource));
const shadows = app.get(ShadowsService, { strict: false });
const say = (saw: unknown) => process.stdout.write(`${JSON.stringify(saw)}\n`);

if (scene === 'hostile') {
  for (const name of ['v1', 'v2']) {
    const version = await createVersion(engine.dataSource, 'calm', name);
    await engine.registry.activateParams((await engine.params.createParams(version.id, {})).id);
  }
  await engine.registry.activateAlgoVersion('calm', 'v1');
  const { id } = await shadows.start('calm', { version: 'v2', percent: 100, budget: 1000, reason: 'hostile' });
  let turns = 0;
  const turning = setInterval(() => (turns += 1), 10);
  const answers: unknown[] = [];
  for (const does of DOES) answers.push((await engine.execution.execute<unknown>('calm', { does })).output);
  const ended = async () => {
    const { runs } = await shadows.get('calm', id);
    return runs.succeeded + runs.failed + runs.dropped === DOES.length;
  };
  while (!(await ended())) await new Promise((resolve) => setTimeout(resolve, 50));
  clearInterval(turning);
  const { runs, comparison } = await shadows.get('calm', id);
  const mostMiB = process.resourceUsage().maxRSS / 1024;
  say({ answers, turns, runs, equal: comparison.equal, mostMiB });
  await shadows.end('calm', id, { reason: 'seen' });
  say(await shadows.start('calm', { version: 'v2', percent: 100, budget: RUNS, reason: 'budget' }));
} else {
  await engine.execution.execute('calm', { does: 'answer' }); // from then on it knows of the shadow
  const told = new Promise((resolve) => process.once('SIGUSR2', resolve));
  const waiting = setInterval(() => undefined, 1000);
  say('ready');
  await told;
  clearInterval(waiting);
  for (let n = 0; n < RUNS; n += 1) await engine.execution.execute('calm', { does: 'answer' });
  // What waits when a process ends is dropped.
  const last = async () => (await shadows.list('calm', { limit: 1 })).shadows[0]!;
  while ((await last()).endedAt === null) await new Promise((resolve) => setTimeout(resolve, 50));
}
await app.close();
