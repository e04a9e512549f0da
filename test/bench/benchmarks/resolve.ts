import { Client } from 'pg';
import { atLeast, type Benchmark } from '../benchmark.js';
import { engineOn } from '../engine.js';
import { rateOf } from '../measure.js';

export const resolve: Benchmark = {
  name: 'resolve',
  description: 'RegistryService.resolveActive, after it was asked before',
  peer: 'a round trip to the database: SELECT 1, prepared',
  async prepare(bench) {
    const url = await bench.database();
    const { registry } = await engineOn(bench, url);
    const client = new Client({ connectionString: url });
    await client.connect();
    bench.defer(() => client.end());
    const { seconds } = bench.options;
    return [
      {
        what: 'resolveActive',
        unit: 'calls/s',
        goal: atLeast(100),
        ours: () => rateOf(seconds, 1, () => registry.resolveActive('mastery')),
        peer: () => rateOf(seconds, 1, () => client.query({ name: 'one', text: 'SELECT 1' })),
      },
    ];
  },
};
