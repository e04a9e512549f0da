import { setTimeout as sleep } from 'node:timers/promises';
import { TcpProxy } from '../../support/database/tcp-proxy.js';
import { openEvidence } from '../../support/engine/open-evidence.js';
import { openEngine } from '../../support/engine/open-engine.js';
import { atMost, type Bench, type Benchmark } from '../benchmark.js';
import { ComputeLoad, WARM_UP_ROUNDS, withoutBudget } from '../compute-load.js';
import { executor } from '../executor.js';
import { percentile } from '../statistics.js';
import { DeployedService } from '../service.js';

const PERCENT = 10;
/** Between two requests of a caller whose waiting is measured. */
const PAUSE_MS = 5;
const COMPUTATIONS = 300;
/** As `openEvidence` has it. */
const LIKE_THE_OTHER = { registry: { maxAgeMs: 0 }, runs: { reaper: false } };
/** As many times as long as others measure: few requests are drawn. */
const LONGER = 5;

export const shadow: Benchmark = {
  name: 'shadow',
  description: `POST /v1/learning/mastery of the service as it is deployed while a challenger computes ${PERCENT} % of its runs; and the statements of a computation where no shadow is started`,
  peer: 'the same without a shadow; and an engine that has no shadows',
  async prepare(bench) {
    const service = await DeployedService.start(bench, withoutBudget);
    const load = await ComputeLoad.on(service);
    const [connection] = await load.open(bench, service.port, 1);
    const challenger = await challengerOf(service);
    const seconds = bench.options.seconds * LONGER;
    const p99 = async () => {
      const times: number[] = [];
      const end = performance.now() + seconds * 1000;
      while (performance.now() < end) {
        times.push(await load.timeOf(connection!));
        await sleep(PAUSE_MS);
      }
      return percentile(times, 0.99);
    };
    const beside = async () => {
      const { hasComputed, end } = await challenger();
      while (!(await hasComputed())) await load.timeOf(connection!);
      return p99().finally(end);
    };
    for (let round = 0; round < WARM_UP_ROUNDS; round += 1) await p99();
    return [
      { what: `p99 beside a challenger, ${PERCENT} %`, unit: 'ms', goal: atMost(1.05), ours: beside, peer: p99 },
      {
        what: 'statements of a computation, none started',
        unit: 'statements',
        goal: atMost(1.01),
        ours: await statementsOf(bench, true),
        peer: await statementsOf(bench, false),
      },
    ];
  },
};

/** Starts a challenger. */
async function challengerOf(service: DeployedService) {
  const admin = service.tokenOf({ userId: '00000000-0000-4000-8000-000000000001', role: 'admin' });
  const ask = async <T>(path: string, body?: object): Promise<T> => {
    const answer = await fetch(`http://127.0.0.1:${service.port}/v1/learning/algorithms/mastery/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { Authorization: `Bearer ${admin}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(await answer.text());
    return (await answer.json()) as T;
  };
  const set = { params: { p_init: 0.55 } };
  const { id: params_id } = await ask<{ id: string }>('versions/v1/params', set);
  const asked = { version: 'v1', params_id, percent: PERCENT, budget: 100_000, reason: 'benchmark' };
  return async () => {
    const { id } = await ask<{ id: string }>('shadows', asked);
    return {
      hasComputed: async () => (await ask<{ runs: { succeeded: number } }>(`shadows/${id}`)).runs.succeeded > 0,
      end: () => ask(`shadows/${id}/end`, { reason: 'benchmark' }),
    };
  };
}

async function statementsOf(bench: Bench, withShadows: boolean): Promise<() => Promise<number>> {
  const proxy = await TcpProxy.to(await bench.database());
  bench.defer(() => proxy.close());
  const engine = withShadows
    ? await openEvidence(proxy.url, { concurrency: 0 })
    : await openEngine(proxy.url, LIKE_THE_OTHER);
  bench.defer(() => engine.app.close());
  const compute = await executor(engine);
  return async () => {
    const before = proxy.statements;
    for (let n = 0; n < COMPUTATIONS; n += 1) await compute();
    return (proxy.statements - before) / COMPUTATIONS;
  };
}
