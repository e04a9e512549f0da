import { answeringHost, fillLogs } from '../answering.js';
import { atMost, type Benchmark } from '../benchmark.js';
import { millisecondsOf } from '../measure.js';
import { AdaptiveV1Algorithm, AdaptiveV1Params } from 'learning-engine/algorithms';

const CANDIDATES = 200;
const ANSWERS = 100;
const CALLS = 50;

export const next: Benchmark = {
  name: 'next',
  description: `what a learner with ${ANSWERS} answers is asked next, of ${CANDIDATES} candidates: chosen, and kept with its run`,
  peer: 'compute of adaptive v1 with as many candidates, and one read: SELECT 1, prepared; and with one commit, of the candidates alone',
  async prepare(bench) {
    const { host, ids } = await answeringHost(bench, await bench.database(), 1);
    await host.registry.activateAlgoVersion('adaptive', 'v1');
    await fillLogs(host, ids, ANSWERS);
    let asked = 0;
    // Other difficulties each time: the same request has the same selection.
    const choose = () => {
      asked += 1;
      const candidates = Array.from({ length: CANDIDATES }, (_, index) => ({
        item_id: `item-${index}`,
        skill_id: `skill-${index % 20}`,
        difficulty: (index - 100) / 50 + asked / 1e6,
      }));
      return host.states.next(ids[0]!, { count: 1, candidates });
    };
    const [algorithm, params] = [new AdaptiveV1Algorithm(), new AdaptiveV1Params()];
    const input = {
      learner: { theta: 0.3, rolling_success: 0.6 },
      candidates: Array.from({ length: CANDIDATES }, (_, index) => ({
        item_id: `item-${index}`,
        difficulty: (index - 100) / 50,
      })),
      ...{ count: 1, seed: 'bench', now: '2026-02-01T00:00:00Z' },
    };
    const each = async (work: () => Promise<unknown>) => {
      const begun = performance.now();
      for (let call = 0; call < CALLS; call += 1) await work();
      return (performance.now() - begun) / CALLS;
    };
    const read = () => host.dataSource.query('SELECT 1');
    await host.dataSource.query('CREATE TABLE plain_selections (candidates jsonb)');
    const candidates = JSON.stringify(input.candidates);
    const keep = () => host.dataSource.query('INSERT INTO plain_selections VALUES ($1)', [candidates]);
    const compute = () => millisecondsOf(0.05, () => algorithm.compute(params, input as never));
    return [
      {
        what: `1 of ${CANDIDATES} candidates`,
        unit: 'ms',
        goal: atMost(2),
        ours: () => each(choose),
        peer: async () => (await each(read)) + compute(),
      },
      {
        what: 'the same, against a commit as well',
        unit: 'ms',
        ours: () => each(choose),
        peer: async () => (await each(read)) + (await each(keep)) + compute(),
      },
    ];
  },
};
