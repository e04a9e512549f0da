import { MasteryV1Algorithm, RevisionV1Algorithm } from 'learning-engine/algorithms';
import { Client } from 'pg';
import { learnerNumber } from '../../support/engine/answers.js';
import { foldPlainly, setsOf } from '../../support/engine/fold-plainly.js';
import { openEvidence, previewed, setOf } from '../../support/engine/open-evidence.js';
import { fillLogs } from '../answering.js';
import { atMost, type Bench, type Benchmark } from '../benchmark.js';

const LEARNERS = 1000;
const ANSWERS = 250;
/** What is due then, and 7 and 30 days later. */
const NOW = new Date('2026-01-02T00:00:00Z');

const CANDIDATES = [
  { key: 'mastery', algorithm: MasteryV1Algorithm, change: { p_init: 0.4 }, what: 'mastery v1' },
  { key: 'revision', algorithm: RevisionV1Algorithm, change: { request_retention: 0.8 }, what: 'revision v1, with its forecast' }, // prettier-ignore
];

export const preview: Benchmark = {
  name: 'preview',
  description: `a preview of another parameter set for all of ${LEARNERS} learners with ${ANSWERS} answers each, by one worker`,
  peer: 'reading the answers and folding them by both sets: no report, no forecast and no job',
  async prepare(bench) {
    const url = await bench.database();
    const host = await openEvidence(url, { concurrency: 1, pollMs: 20 });
    bench.defer(() => host.app.close());
    const ids = Array.from({ length: LEARNERS }, (_, index) => learnerNumber(index));
    await host.dataSource.query('INSERT INTO users (id) SELECT unnest($1::uuid[])', [ids]);
    await fillLogs(host, ids, ANSWERS);
    const client = await connected(bench, url);
    return Promise.all(
      CANDIDATES.map(async ({ key, algorithm, change, what }) => {
        await host.registry.activateAlgoVersion(key, 'v1');
        const paramsId = await setOf(host, key, 'v1', change);
        const asked = { version: 'v1', paramsId, sample: 'all', now: NOW, reason: 'benchmark' } as const;
        const ours = async () => {
          const { job } = await previewed(host, key, asked);
          if (job.status !== 'SUCCESS') throw new Error(job.errorMessage ?? job.status);
        };
        const peer = () => foldPlainly(client, ids, setsOf(algorithm, change));
        return { what, unit: 'ms', goal: atMost(1.5), ours: () => timeOf(ours), peer: () => timeOf(peer) };
      }),
    );
  },
};

async function timeOf(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

async function connected(bench: Bench, url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  bench.defer(() => client.end());
  return client;
}
