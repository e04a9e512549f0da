import { createHash } from 'node:crypto';
import { learnerNumber } from '../support/engine/answers.js';
import { type EvidenceHost, openEvidence, setOf } from '../support/engine/open-evidence.js';
import { ended } from '../support/engine/open-jobs.js';
import { type StoredAnswer, storeAnswers } from '../support/engine/store-answers.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { scaled } from '../support/fault-scale.js';
import { answeringLearners, dayOf } from '../support/models/answering-learners.js';
import { dayOfReviews, FORGETFUL, RECALLING, revisingLearners } from '../support/models/revising-learners.js';

const LEARNERS = 150;
const [ANSWERS, DAYS] = [30, 20];
const LONG_MS = 7_200_000;

/** Three of five learners, by their ids. */
const isTrained = (id: string): boolean =>
  Number.parseInt(createHash('sha256').update(`trained|${id}`).digest('hex').slice(0, 8), 16) % 5 < 3;

interface Fitted {
  kind: string;
  key: string;
  judge_from: number;
  /** It predicts badly where anything can be predicted. */
  active: object;
  answersOf: (seed: number, isNoise: boolean) => StoredAnswer[][];
}

const FITTED: Fitted[] = [
  {
    ...{ kind: 'fit.mastery', key: 'mastery', judge_from: dayOf(ANSWERS / 2) },
    active: { w0: -1, w3: 0.1, w4: 3 },
    answersOf: (seed, shuffled) =>
      answeringLearners({ seed, learners: LEARNERS, answers: ANSWERS, shuffled }).map(
        ([, answers]) =>
        answers.map(({ item_id, correct, at, skills }) => ({ item_id: item_id!, correct, at, skill_ids: skills.map(({ skill_id }) => skill_id) })), // prettier-ignore
      ),
  },
  {
    ...{ kind: 'fit.revision', key: 'revision', judge_from: dayOfReviews(DAYS / 2) },
    active: {},
    answersOf: (seed, isNoise) =>
      revisingLearners(isNoise ? () => 0.7 : RECALLING['as the model says']!, {
        ...{ learners: LEARNERS, days: DAYS, seed, weights: FORGETFUL },
      }).map(({ answers }) => answers.map(({ item_id, correct, at }) => ({ item_id: item_id!, correct, at }))),
  },
];

describe('jobs that fit to results that nothing can predict', () => {
  const database = useTestDatabase();
  let host: EvidenceHost;
  beforeAll(async () => {
    host = await openEvidence(database.url, { concurrency: 1, pollMs: 20 });
    for (const { key } of FITTED) await host.registry.activateAlgoVersion(key, 'v2', { reason: 'a test' });
  });
  afterAll(() => host?.app.close());

  /** As if the database were new. */
  const forgetAll = () =>
    host.dataSource.transaction(async (manager) => {
      await manager.query("SET LOCAL session_replication_role = 'replica'");
      await manager.query('TRUNCATE learners, learner_answers, fit_reports CASCADE');
    });
  const sets = async () =>
    (await host.dataSource.query<{ count: number }[]>('SELECT count(*)::int AS count FROM algo_params'))[0]!.count;

  /** Whether a job takes a candidate, at its first look. */
  async function isTaken({ kind, judge_from }: Fitted, logs: readonly StoredAnswer[][]): Promise<boolean> {
    await forgetAll();
    await storeAnswers(host.dataSource, logs.map((answers, n) => ({ id: learnerNumber(n), answers }))); // prettier-ignore
    const before = await sets();
    const { id } = await host.jobs.enqueue(kind, { judge_from: new Date(judge_from).toISOString() });
    const { status, result } = await ended(host.jobs, id);
    const { outcome, look } = result as { outcome: string; look: number };
    expect([status, look]).toEqual(['SUCCESS', 1]);
    if (outcome === 'CANDIDATE') return true;
    expect([outcome, await sets()]).toEqual(['REJECTED', before]);
    return false;
  }

  async function taken(seeds: number, fitted: Fitted, logsOf: (seed: number) => StoredAnswer[][]): Promise<number> {
    let count = 0;
    for (let seed = 1; seed <= seeds; seed += 1) if (await isTaken(fitted, logsOf(seed))) count += 1;
    return count;
  }

  it.each(FITTED)(
    'make no candidate in at least 95 of 100 cases, and write no set that they refuse: $kind',
    async (fitted) => {
      const seeds = scaled(200, 2);
      expect(await taken(seeds, fitted, (seed) => fitted.answersOf(seed, true))).toBeLessThanOrEqual(0.05 * seeds);
    },
    LONG_MS,
  );

  it.each(FITTED)(
    'make none where those who were trained on can be predicted, and the judged cannot: $kind',
    async (fitted) => {
      const set = await setOf(host, fitted.key, 'v2', fitted.active);
      await host.registry.activateParams(set, { reason: 'a test' });
      const seeds = scaled(20, 1);
      const logsOf = (seed: number) => {
        const noise = fitted.answersOf(seed, true);
        return fitted.answersOf(seed, false).map((log, n) => (isTrained(learnerNumber(n)) ? log : noise[n]!));
      };
      expect(await taken(seeds, fitted, logsOf)).toBeLessThanOrEqual(0.05 * seeds);
    },
    LONG_MS,
  );
});
