import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { ALGO_KEYS, ExecutionService, RegistryService } from 'learning-engine';
import { type AlgoActivation, AlgoVersion } from 'learning-engine/persistence';
import { User } from '../users/entities/user.entity.js';
import { type INestApplicationContext } from '@nestjs/common';
import { ProgressBar } from './progress-bar.js';
import { seededRandom } from './random.js';
import { historyTable, learnersTable, mistakesTable, runsTable } from './report.js';
import { SchoolYear } from './school-year.js';
import { SimulatedClass } from './simulated-class.js';

const LEARNERS = 16;
const DAYS = 8;

/**
 * The whole life of the five algorithms: activated, at work, recorded, and rolled back.
 *
 * @throws the reason of `stop`, after the run that is in flight
 */
export async function walkThrough(
  app: INestApplicationContext,
  say: (text: string) => void,
  stop: AbortSignal,
): Promise<void> {
  const registry = app.get(RegistryService);
  const dataSource = app.get(DataSource);

  say('1. Version v1 of the five algorithms becomes active.\n');
  for (const key of ALGO_KEYS) await registry.activateAlgoVersion(key, 'v1', { reason: 'demo: v0 are stubs' });

  say(`\n2. A class of ${LEARNERS} answers questions for ${DAYS} days.\n`);
  const users = await dataSource.manager.save(
    Array.from({ length: LEARNERS }, () => dataSource.manager.create(User, { id: randomUUID() })),
  );
  const classroom = new SimulatedClass(
    users.map(({ id }) => id),
    seededRandom(2028),
  );
  const bar = new ProgressBar(SchoolYear.runs(LEARNERS, DAYS));
  const year = new SchoolYear(app.get(ExecutionService), classroom, DAYS, () => {
    stop.throwIfAborted();
    bar.step();
  });
  await year.live();
  const next: string[][] = [];
  for (const progress of year.progress) next.push(await year.nextQuestions(progress));
  const mistakes = await year.commonMistakes();

  say('\n3. What each learner would see next (* mastered)\n');
  say(learnersTable(year.progress, next));
  say('\n4. Wrong options that attract more than chance\n');
  say(mistakesTable(mistakes));
  say('\n5. The record\n');
  say(await runsTable(dataSource));

  say('\n6. Everything is rolled back.\n');
  for (const key of ALGO_KEYS) await registry.rollback(key, { reason: 'demo: the end' });
  const versions = await dataSource.manager.find(AlgoVersion);
  const entries: AlgoActivation[] = [];
  for (const key of ALGO_KEYS) entries.push(...(await registry.getHistory(key)));
  say(historyTable(new Map(versions.map(({ id, version }) => [id, version])), entries));
}
