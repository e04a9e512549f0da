import { Client } from 'pg';
import { MasteryV1Algorithm, MasteryV1Params } from 'learning-engine/algorithms';
import { learnerNumber } from '../../support/engine/answers.js';
import { ended } from '../../support/engine/open-jobs.js';
import { openBuilder } from '../../support/engine/open-learners.js';
import { fillLogs } from '../answering.js';
import { atLeast, type Bench, type Benchmark } from '../benchmark.js';

const LEARNERS = 500;
const ANSWERS = 100;
/** That the plain way reads, folds and writes at once. */
const CHUNK = 50;

export const rebuild: Benchmark = {
  name: 'rebuild',
  description: `the job that makes the states of all learners: ${LEARNERS} with ${ANSWERS} answers each, by mastery v1 with other parameters`,
  peer: 'reading the answers, compute and an upsert of the states, without runs, positions and jobs',
  async prepare(bench) {
    const url = await bench.database();
    const host = await openBuilder(url, { concurrency: 1, pollMs: 20 }, { algorithms: [] });
    bench.defer(() => host.app.close());
    await host.registry.activateAlgoVersion('mastery', 'v1');
    const { version, params } = (await host.registry.resolveActive('mastery'))!;
    const ids = Array.from({ length: LEARNERS }, (_, index) => learnerNumber(index));
    await host.dataSource.query('INSERT INTO users (id) SELECT unnest($1::uuid[])', [ids]);
    await fillLogs(host, ids, ANSWERS);
    let made = 0;
    const rate = async (work: () => Promise<unknown>) => {
      const begun = performance.now();
      await work();
      return ((LEARNERS * ANSWERS) / (performance.now() - begun)) * 1000;
    };
    const build = async () => {
      made += 1;
      const other = await host.params.createParams(version.id, {
        ...(params.paramsJson as object),
        p_init: 0.26 + made / 1000,
      });
      const { id } = await host.projections.build('mastery', { paramsId: other.id });
      await ended(host.jobs, id);
      await host.projections.retire('mastery', { paramsId: other.id });
    };
    const plain = await plainRebuild(bench, url, ids);
    return [
      {
        what: 'one worker',
        unit: 'answers/s',
        goal: atLeast(0.5),
        ours: () => rate(build),
        peer: () => rate(plain),
      },
    ];
  },
};

interface AnswerRow {
  learner_id: string;
  event_id: string;
  at: Date;
  skill_ids: string[];
  correct: boolean;
}

async function plainRebuild(bench: Bench, url: string, ids: readonly string[]): Promise<() => Promise<void>> {
  const client = new Client({ connectionString: url });
  await client.connect();
  bench.defer(() => client.end());
  await client.query(`CREATE TABLE plain_states (learner_id uuid, skill_id text, state jsonb, value float8,
    updated_at timestamptz DEFAULT now(), PRIMARY KEY (learner_id, skill_id))`);
  const [algorithm, params] = [new MasteryV1Algorithm(), new MasteryV1Params()];
  return async () => {
    for (let from = 0; from < ids.length; from += CHUNK) {
      const chunk = ids.slice(from, from + CHUNK);
      const { rows } = await client.query<AnswerRow>(
        'SELECT learner_id, event_id, at, skill_ids, correct FROM learner_answers WHERE learner_id = ANY ($1) ORDER BY learner_id, seq',
        [chunk],
      );
      const states = chunk.flatMap((id) => {
        const events = rows
          .filter(({ learner_id }) => learner_id === id)
          .flatMap(({ event_id, at, skill_ids, correct }) =>
            skill_ids.map((skill_id) => ({ event_id, skill_id, correct, at: at.toISOString() })),
          );
        const output = algorithm.compute(params, { states: [], events });
        return output.states.map((state) => ({
          learner_id: id,
          skill_id: state.skill_id,
          state,
          value: state.p_known,
        }));
      });
      await client.query(
        `INSERT INTO plain_states SELECT learner_id, skill_id, state, value
         FROM jsonb_to_recordset($1::jsonb) AS s (learner_id uuid, skill_id text, state jsonb, value float8)
         ON CONFLICT (learner_id, skill_id) DO UPDATE SET state = EXCLUDED.state, value = EXCLUDED.value, updated_at = now()`,
        [JSON.stringify(states)],
      );
    }
  };
}
