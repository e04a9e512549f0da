import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type INestApplicationContext } from '@nestjs/common';
import { ParamsService, RegistryService } from 'learning-engine';
import { type MistakesV2Output } from 'learning-engine/algorithms';
import { progressBar } from 'learning-engine/cli';
import { EvaluationsService, FitReportsService, MistakeAnalysesService } from 'learning-engine/evidence';
import { type JobRun, JobsService } from 'learning-engine/jobs';
import { AnswersService } from 'learning-engine/learners';
import { AlgoVersion } from 'learning-engine/persistence';
import { DataSource } from 'typeorm';
import { User } from '../users/entities/user.entity.js';
import { ProgressBar } from './progress-bar.js';
import { correlation } from './correlation.js';
import { PRACTICE_BANK, SimulatedSchool, TEST_BANK } from './simulated-school.js';

/** How the night is shown, and how large it is. */
export interface NightShowing {
  say: (text: string) => void;
  /** Its reason is thrown, between two answers or looks at a job. */
  stop: AbortSignal;
  learners: number;
}

const AT_ONCE = 8;
const LOOK_MS = 200;
const JUDGE_DAYS = 12;
/** Parameters as they might come from a population of another kind: too little of ability, too much of the last answers. */
const ACTIVE = { w0: -1, w3: 0.1, w4: 3 };
/** What is proposed, and whether it is better than what is active, as is known from how the learners were made. */
const PLANTED = [
  { name: 'the defaults of the version', params: {} },
  { name: 'hardly any ability, and a lower constant', params: { w0: -2.5, w3: 0, w4: 4 } },
  { name: 'another threshold, the same predictions', params: { ...ACTIVE, mastery_threshold: 0.7 } },
];

/** A night of many learners: what its jobs find, and what the evidence says of candidates that were planted. */
export async function showNight(app: INestApplicationContext, { say, stop, learners }: NightShowing): Promise<void> {
  const [registry, params] = [app.get(RegistryService), app.get(ParamsService)];
  const [jobs, evaluations] = [app.get(JobsService), app.get(EvaluationsService, { strict: false })];
  const dataSource = app.get(DataSource);
  const school = new SimulatedSchool(2029, Date.now());

  // Active before there are answers: no job has to make the states of all learners anew.
  await registry.activateAlgoVersion('mastery', 'v2', { reason: 'demo: the night' });
  const version = await dataSource.manager.findOneByOrFail(AlgoVersion, { algoKey: 'mastery', version: 'v2' });
  const setOf = async (content: object) => (await params.createParams(version.id, content)).id;
  await registry.activateParams(await setOf(ACTIVE), { reason: 'demo: of another population' });

  say(`1. ${learners} learners take a test, and answer a question a day for 24 days.\n`);
  await record(app, school, { stop, learners });

  const run = async (kind: string, args: object): Promise<JobRun> => followed(await jobs.enqueue(kind, args));
  const followed = async ({ id, kind }: JobRun): Promise<JobRun> => {
    for (;;) {
      stop.throwIfAborted();
      const job = await jobs.getJob(id);
      const share = job.progressTotal ? job.progressDone / job.progressTotal : 0;
      if (process.stdout.isTTY) say(`\r  ${progressBar(job.endedAt ? 1 : share)} ${kind}`);
      if (job.endedAt) {
        const seconds = (job.endedAt.getTime() - job.createdAt.getTime()) / 1000;
        say(`${process.stdout.isTTY ? '\r' : ''}  ${progressBar(1)} ${kind}: ${job.status}, ${seconds.toFixed(1)} s\n`);
        return job;
      }
      await sleep(LOOK_MS);
    }
  };

  say('\n2. The jobs of the night\n');
  const calibrated = await run('difficulty.calibrate', { bank_id: PRACTICE_BANK });
  const analysed = await run('mistakes.analyse', { bank_id: TEST_BANK, version: 'v2' });
  const fitted = await run('fit.mastery', { judge_days: JUDGE_DAYS });

  say('\n3. In the morning\n');
  say(await calibrationOf(calibrated, dataSource, school));
  const { result } = await app.get(MistakeAnalysesService, { strict: false }).get(analysed.id);
  const suspects = (result as unknown as MistakesV2Output).suspects.map((one) => `${one.question_id}:${one.option}`);
  say(`  Options that may be right in place of the key: ${suspects.join(', ') || 'none'}.\n`);
  const { outcome, report } = await app.get(FitReportsService, { strict: false }).get(fitted.id);
  const differs = (report.differences as { active: { mean: number } } | null)?.active.mean;
  say(`  The fit is a ${outcome}: log loss ${differs?.toFixed(4) ?? '-'} against the active set.\n`);

  say('\n4. Candidates that were planted, against the active set\n');
  const fit = (fitted.result as { params_id: string | null }).params_id;
  const candidates = [
    ...(fit === null ? [] : [{ name: 'what the night has fitted', id: fit }]),
    ...(await Promise.all(PLANTED.map(async (one) => ({ name: one.name, id: await setOf(one.params) })))),
  ];
  const verdicts: string[] = [];
  for (const { name, id } of candidates) {
    const job = await followed(await evaluations.start('mastery', { version: 'v2', paramsId: id }));
    const evaluated = (await evaluations.get('mastery', job.id)).report!;
    const against = evaluated.comparisons.find((one) => one.name === 'candidate')!;
    verdicts.push(`  ${name}: ${evaluated.verdict} (log loss ${against.log_loss_difference.toFixed(4)})\n`);
  }
  say(`\n${verdicts.join('')}`);
  say('\nNothing of this is active: a person adopts, previews and activates, or does not.\n');
}

async function calibrationOf({ result }: JobRun, dataSource: DataSource, school: SimulatedSchool): Promise<string> {
  const { calibration_id, outcome } = result as Record<'calibration_id' | 'outcome', string | null>;
  if (calibration_id === null) return `  There is no calibration: ${outcome}.\n`;
  const found = await dataSource.query<{ item_id: string; difficulty: number }[]>(
    'SELECT item_id, difficulty::float8 AS difficulty FROM item_difficulties WHERE calibration_id = $1 AND difficulty IS NOT NULL',
    [calibration_id],
  );
  const truth = school.difficulties();
  const alike = correlation(found.map(({ item_id, difficulty }) => [difficulty, truth.get(item_id)!]));
  return `  ${found.length} items are calibrated; with the truth they correlate by ${alike.toFixed(3)}.\n`;
}

async function record(
  app: INestApplicationContext,
  school: SimulatedSchool,
  { stop, learners }: Omit<NightShowing, 'say'>,
): Promise<void> {
  const answers = app.get(AnswersService, { strict: false });
  const { manager } = app.get(DataSource);
  const logs = Array.from({ length: learners }, (_, n) => ({ id: randomUUID(), log: school.answersOf(n) }));
  await manager.save(logs.map(({ id }) => manager.create(User, { id })), { chunk: 500 }); // prettier-ignore
  const bar = new ProgressBar(logs.reduce((sum, { log }) => sum + log.length, 0));
  for (let from = 0; from < logs.length; from += AT_ONCE) {
    stop.throwIfAborted();
    await Promise.all(
      logs.slice(from, from + AT_ONCE).map(async ({ id, log }) => {
        await answers.record(id, log);
        log.forEach(() => bar.step());
      }),
    );
  }
}
