import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { ALGO_KEYS, ExecutionService, RegistryService } from 'learning-engine';
import { AnswersService, LearnerStateService } from 'learning-engine/learners';
import { type AlgoActivation, AlgoVersion } from 'learning-engine/persistence';
import { User } from '../users/entities/user.entity.js';
import { type INestApplicationContext } from '@nestjs/common';
import { ProgressBar } from './progress-bar.js';
import { seededRandom } from './random.js';
import { historyTable, learnersTable, mistakesTable, percent, runsTable } from './report.js';
import { type LearnerServices, SchoolYear } from './school-year.js';
import { type Learner, SimulatedClass } from './simulated-class.js';

const LEARNERS = 16;
const DAYS = 8;

/** How the demo is shown, and how it ends. */
export interface Showing {
  say: (text: string) => void;
  /** Its reason is thrown, after the answers that are in flight. */
  stop: AbortSignal;
  /** Whether the versions stay active. */
  keep: boolean;
}

/**
 * A class whose answers are stored, with all five algorithms: activated, at work, recorded, and rolled back.
 *
 * @returns a learner of the class
 */
export async function walkThrough(app: INestApplicationContext, { say, stop, keep }: Showing): Promise<Learner> {
  const registry = app.get(RegistryService);
  const dataSource = app.get(DataSource);
  const engine: LearnerServices = {
    answers: app.get(AnswersService),
    states: app.get(LearnerStateService),
    execution: app.get(ExecutionService),
  };

  say('1. Version v1 of the five algorithms becomes active.\n');
  for (const key of ALGO_KEYS) await registry.activateAlgoVersion(key, 'v1', { reason: 'demo: v0 are stubs' });

  say(`\n2. A class of ${LEARNERS} answers questions for ${DAYS} days. Every answer is stored.\n`);
  const users = await dataSource.manager.save(
    Array.from({ length: LEARNERS }, () => dataSource.manager.create(User, { id: randomUUID() })),
  );
  const classroom = new SimulatedClass(
    users.map(({ id }) => id),
    seededRandom(2028),
  );
  const bar = new ProgressBar(SchoolYear.answers(LEARNERS, DAYS));
  const year = new SchoolYear(engine, classroom, DAYS, () => {
    stop.throwIfAborted();
    bar.step();
  });
  await year.live();

  say('\n3. What each learner knows (* mastered), has to revise, and is asked next\n');
  say(learnersTable(await year.progress()));
  say('\n4. An answer is sent twice, and is corrected\n');
  const [first] = classroom.learners;
  say(await sentTwiceAndCorrected(engine, year, first!));
  say('\n5. Wrong options of the first test that attract more than chance\n');
  say(mistakesTable(await year.commonMistakes()));
  say('\n6. The record\n');
  say(await runsTable(dataSource));
  if (!keep) {
    say('\n7. Everything is rolled back. Answers stay.\n');
    for (const key of ALGO_KEYS) await registry.rollback(key, { reason: 'demo: the end' });
    const versions = await dataSource.manager.find(AlgoVersion);
    const entries: AlgoActivation[] = [];
    for (const key of ALGO_KEYS) entries.push(...(await registry.getHistory(key)));
    say(historyTable(new Map(versions.map(({ id, version }) => [id, version])), entries));
  }
  return first!;
}

/** What happens to an answer that comes again, and to one whose question had a wrong key. */
async function sentTwiceAndCorrected(
  { answers }: LearnerServices,
  year: SchoolYear,
  learner: Learner,
): Promise<string> {
  const answer = year.mistakeOf(learner);
  const [skill] = answer.skill_ids!;
  const known = async () => percent((await year.masteryOf(learner)).get(skill!)!.value);
  const before = await known();
  const { results } = await answers.record(learner.id, [answer]);
  const again = await known();
  await answers.correct(learner.id, { ...answer, correct: true }, { reason: 'demo: the key was wrong' });
  return (
    `  ${learner.name}'s answer ${answer.event_id} was wrong; ${skill} is known to ${before}.\n` +
    `  Sent again, it is a ${results[0]!.outcome}: ${again}.\n` +
    `  Corrected, because the key was wrong: ${await known()}.\n`
  );
}
