import { onDatabase } from '../databases.js';
import { type Bench, type Benchmark } from '../benchmark.js';
import { engineOn } from '../engine.js';
import { rateOf } from '../measure.js';

const SILENCED = 'ALTER TABLE algo_activations DISABLE TRIGGER algo_activations_insert_is_recorded';

export const activation: Benchmark = {
  name: 'activation',
  description: 'activations of two parameter sets in turn, each an entry of the log and of the feed; one caller',
  peer: 'the same without the entry of the feed',
  async prepare(bench) {
    const [activate, silent] = [await activator(bench), await activator(bench, SILENCED)];
    const { seconds } = bench.options;
    return [
      {
        what: 'with its entry of the feed',
        unit: 'activations/s',
        ours: () => rateOf(seconds, 1, activate),
        peer: () => rateOf(seconds, 1, silent),
      },
    ];
  },
};

async function activator(bench: Bench, prepare?: string): Promise<() => Promise<unknown>> {
  const url = await bench.database();
  const { registry, params } = await engineOn(bench, url);
  await registry.activateAlgoVersion('mastery', 'v1');
  const active = (await registry.resolveActive('mastery'))!;
  const other = await params.createParams(active.version.id, { ...(active.params.paramsJson as object), p_init: 0.31 });
  if (prepare) await onDatabase(url, (client) => client.query(prepare));
  let count = 0;
  return () => {
    count += 1;
    return registry.activateParams(count % 2 > 0 ? other.id : active.params.id, { reason: 'a benchmark' });
  };
}
