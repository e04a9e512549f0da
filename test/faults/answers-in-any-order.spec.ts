import { type Fold } from 'learning-engine/authoring';
import { type Answer } from 'learning-engine/learners';
import { setTimeout as sleep } from 'node:timers/promises';
import { useTestDatabase } from '../support/database/test-database.js';
import { answersOf, learnerNumber } from '../support/engine/answers.js';
import { foldOnce } from '../support/engine/fold-once.js';
import { linesOf, startScript } from '../support/engine/engine-script.js';
import { seedFoldingVersions, trailFold, webFold } from '../support/engine/folding-versions.js';
import { type LearnerHost, openLearners } from '../support/engine/open-learners.js';
import { scaled } from '../support/fault-scale.js';
import { type Spawned } from '../support/processes/spawned.js';

const LEARNERS = scaled(200, 12);
const ANSWERS = scaled(60, 20);
const PROCESSES = scaled(4, 2);
const KILLS = scaled(40, 3);
const CALLERS = 8;

interface Acknowledged {
  learner: string;
  acknowledged: [eventId: string, outcome: string][];
}

describe('L1 to L4: answers in any order, by processes that are killed, beside activations', () => {
  const database = useTestDatabase();
  const processes = new Set<Spawned>();
  const acknowledged: Acknowledged[] = [];
  let host: LearnerHost;
  beforeAll(async () => {
    host = await openLearners(database.url);
    await seedFoldingVersions(host);
    await host.registry.activateAlgoVersion('mastery', 'v1');
    const ids = Array.from({ length: LEARNERS }, (_, learner) => learnerNumber(learner));
    await host.dataSource.query('INSERT INTO users (id) SELECT unnest($1::uuid[])', [ids]);
  });
  afterAll(async () => {
    processes.forEach((one) => one.signalGroup('SIGKILL'));
    await host?.app.close();
  });

  const start = () => {
    const one = startScript('record-answers', database.url, ...[LEARNERS, ANSWERS, CALLERS].map(String));
    processes.add(one);
    return one;
  };
  const end = async (one: Spawned) => {
    await one.end();
    processes.delete(one);
    acknowledged.push(...linesOf<Acknowledged>(one));
    expect(one.stderr).toBe('');
  };

  it('loses no answer that was acknowledged', async () => {
    let kills = KILLS;
    let isOver = false;
    const activating = activateNowAndThen(() => isOver);
    await Promise.all(
      Array.from({ length: PROCESSES }, async () => {
        while (kills > 0) {
          kills -= 1;
          const one = start();
          await one.saying(/acknowledged/);
          await sleep(Math.random() * 400);
          one.signal('SIGKILL');
          await end(one);
        }
      }),
    );
    isOver = true;
    await activating;
    const log = await host.dataSource.query<{ key: string }[]>(
      "SELECT learner_id || ' ' || event_id AS key FROM learner_answers",
    );
    const keys = new Set(log.map(({ key }) => key));
    const told = acknowledged.flatMap(({ learner, acknowledged: all }) => all.map(([event]) => `${learner} ${event}`));
    expect(told.length).toBeGreaterThan(0);
    expect(told.filter((key) => !keys.has(key))).toEqual([]);
    expect(new Set(acknowledged.flatMap(({ acknowledged: all }) => all.map(([, outcome]) => outcome)))).toEqual(
      new Set(['recorded', 'duplicate']),
    );
  });

  it('has the states of one fold of the distinct answers, to the last bit, once all were handed over', async () => {
    await Promise.all(Array.from({ length: PROCESSES }, () => end(start())));

    for (let number = 0; number < LEARNERS; number += 1) {
      const learner = learnerNumber(number);
      const answers = answersOf(number, ANSWERS);
      const computed = await host.execution.execute('mastery', { states: [], events: answers.flatMap(eventsOf) });
      const statesOf = async (algoKey: string) =>
        (await host.states.getState(learner, { algoKey }, { limit: 200 })).states.map(({ state }) => state);

      expect(await statesOf('mastery')).toEqual(computed.output.states);
      for (const [key, fold] of [
        ['trail', trailFold],
        ['web', webFold],
      ] as const) {
        const { paramsJson } = (await host.registry.resolveActive(key))!.params;
        expect(await statesOf(key)).toEqual(foldOnce(fold as Fold, paramsJson, answers));
      }
    }
  });

  it('has each answer once, without gaps, and no state without its run', async () => {
    const [found] = await host.dataSource.query<object[]>(`
      SELECT (SELECT count(*)::int FROM learner_answers) AS answers,
        (SELECT count(*)::int FROM learners l WHERE last_seq <> (SELECT count(*) FROM learner_answers a WHERE a.learner_id = l.id)
          OR last_seq <> (SELECT max(seq) FROM learner_answers a WHERE a.learner_id = l.id)) AS gaps,
        (SELECT count(*)::int FROM learner_states s LEFT JOIN algo_runs r ON r.id = s.run_id AND r.status = 'SUCCESS'
          WHERE r.id IS NULL) AS orphans,
        (SELECT count(*)::int FROM algo_runs r LEFT JOIN learner_positions p ON p.learner_id = r.user_id
            AND p.projection_id = (r.input_summary_json ->> 'projection_id')::uuid
          WHERE r.input_summary_json ? 'projection_id' AND (p.through_seq IS NULL
            OR p.through_seq < (r.input_summary_json ->> 'last_seq')::bigint)) AS unfounded,
        (SELECT count(*)::int FROM algo_runs WHERE status <> 'SUCCESS') AS failed`);

    expect(found).toEqual({ answers: LEARNERS * ANSWERS, gaps: 0, orphans: 0, unfounded: 0, failed: 0 });
  });

  async function activateNowAndThen(isOver: () => boolean): Promise<void> {
    const { version } = (await host.registry.resolveActive('trail'))!;
    const other = await host.params.createParams(version.id, { gain: 0.6 });
    while (!isOver()) {
      await host.registry.activateParams(other.id, { reason: 'a test' });
      await sleep(50);
      await host.registry.rollback('trail', { reason: 'a test' });
      await sleep(50);
    }
  }
});

const eventsOf = ({ event_id, at, sequence, skill_ids = [], correct, option_count }: Answer) =>
  skill_ids.map((skill_id) => ({
    ...{ event_id, at, skill_id, correct: correct! },
    ...(sequence !== undefined && { sequence }),
    ...(option_count !== undefined && { option_count }),
  }));
