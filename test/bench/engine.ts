import { connectionLimits } from 'learning-engine/persistence';
import { type Engine, openEngine } from '../support/engine/open-engine.js';
import { type Bench } from './benchmark.js';
import { INPUT, OUTPUT, RUNTIME } from './peers/raw-run-log.js';

/**
 * An engine as a host has it, until the benchmark is over.
 *
 * @param schema where it finds its tables, before the usual place
 */
export async function engineOn(bench: Bench, url: string, schema?: string): Promise<Engine> {
  const extra = { ...connectionLimits, ...(schema && { options: `-c search_path=${schema},public` }) };
  const engine = await openEngine(url, {}, { extra });
  bench.defer(() => engine.app.close());
  return engine;
}

/** A run of the active version from start to end. */
export async function runRecorder({ registry, runs }: Engine) {
  const active = (await registry.resolveActive('mastery'))!;
  const ids = { algoVersionId: active.version.id, paramsId: active.params.id };
  const record = async (): Promise<void> => {
    const { id } = await runs.logRunStart({ ...ids, trigger: 'submit', runtime: RUNTIME, inputSummary: INPUT });
    await runs.logRunSuccess(id, OUTPUT);
  };
  return { ...ids, record };
}
