import { onDatabase } from '../databases.js';
import { atMost, type Bench, type Benchmark } from '../benchmark.js';
import { openLearners } from '../../support/engine/open-learners.js';

const FEW = 50_000;
const OF_EACH = 100;

/** $1 states. Of made-up learners whose states are complete; what is due is spread over a year, and in the past. */
const FILL = `
  BEGIN; SET LOCAL session_replication_role = 'replica';
  INSERT INTO learners (id, revision, last_seq)
    SELECT ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 1, 0 FROM generate_series(1, $1 / ${OF_EACH}) AS n;
  INSERT INTO learner_positions (learner_id, projection_id, through_seq) SELECT l.id, p.id, 0 FROM learners l, projections p;
  INSERT INTO learner_states (learner_id, projection_id, scope_kind, scope_id, state, value, due_at, answers, through_at,
    through_event_id, run_id)
    SELECT l.id, p.id, 'item', 'item-' || n, jsonb_build_object('stability', n, 'difficulty', 5, 'due_at', '2026-01-01T00:00:00Z'),
      0.9, timestamptz '2025-01-01' + random() * interval '365 days', 1, timestamptz '2024-12-01', 'e' || n, p.id
    FROM learners l, projections p, generate_series(1, ${OF_EACH}) AS n;
  UPDATE projections SET status = 'READY', ready_at = now(); COMMIT; ANALYZE`;

export const due: Benchmark = {
  name: 'due',
  description: 'a page of 50 of what is due across all learners, among --rows states',
  peer: `the same among ${FEW} states`,
  async prepare(bench) {
    const page = await pageAmong(bench, bench.options.rows);
    const few = await pageAmong(bench, FEW);
    const each = async (ask: () => Promise<unknown>) => {
      const begun = performance.now();
      let asked = 0;
      for (; performance.now() < begun + bench.options.seconds * 1000; asked += 1) await ask();
      return (performance.now() - begun) / asked;
    };
    return [
      {
        what: `page 1 among ${bench.options.rows} states`,
        unit: 'ms',
        goal: atMost(1.3),
        ours: () => each(page),
        peer: () => each(few),
      },
    ];
  },
};

async function pageAmong(bench: Bench, states: number): Promise<() => Promise<unknown>> {
  const url = await bench.database();
  const host = await openLearners(url, {}, []);
  bench.defer(() => host.app.close());
  await host.registry.activateAlgoVersion('revision', 'v1');
  const question = { algoKey: 'revision', before: new Date('2025-12-01T00:00:00Z') };
  await host.states.getDue(question); // opens the projection
  await onDatabase(url, (client) => client.query(FILL.replace('$1', String(states))));
  const { isComplete, due: found } = await host.states.getDue(question, { limit: 50 });
  if (!isComplete || found.length !== 50) throw new Error('The states are not complete.');
  return () => host.states.getDue(question, { limit: 50 });
}
