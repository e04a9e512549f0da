import { Registry } from 'prom-client';
import { EngineScope } from 'learning-engine';
import { RunMetrics } from 'learning-engine/metrics';
import { type Engine } from './open-engine.js';

/** The counters of one engine, as the service has them, while the work is done: its runs and its activations. */
export async function counting(engines: readonly Engine[], work: () => Promise<void>): Promise<number[][]> {
  const counters = engines.map(({ app }) => {
    const registry = new Registry();
    return { registry, metrics: new RunMetrics(registry, app.get(EngineScope, { strict: true })) };
  });
  for (const { metrics } of counters) metrics.onModuleInit();
  await work().finally(() => counters.forEach(({ metrics }) => metrics.onModuleDestroy()));
  const total = async (registry: Registry, name: string) =>
    (await registry.getSingleMetric(name)!.get()).values.reduce((sum, { value }) => sum + value, 0);
  return Promise.all(
    counters.map(({ registry }) =>
      Promise.all(['learning_runs_total', 'learning_activations_total'].map((name) => total(registry, name))),
    ),
  );
}
