import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { answer, learnerNumber } from '../../support/engine/answers.js';
import { type EvidenceHost, openEvidence, setOf } from '../../support/engine/open-evidence.js';
import { seedPaceVersions } from '../../support/engine/pace-versions.js';
import { script } from '../../support/processes/spawned.js';
import { storeAnswers } from '../../support/engine/store-answers.js';
import { fillLogs, numberedAnswer } from '../answering.js';
import { atLeast, atMost, type Bench, type Benchmark } from '../benchmark.js';
import { ComputeLoad, WARM_UP_ROUNDS, withoutBudget } from '../compute-load.js';
import { Connection } from '../peers/http-load.js';
import { DeployedService } from '../service.js';
import { percentile } from '../statistics.js';
import { signalAll, spawnWorker } from '../worker.js';

const LEARNERS = 1000;
const ANSWERS = 250;
/** More than are made meanwhile. */
const PREVIEWS = 100;
/** A candidate that loops goes on for as long as is measured. */
const CHUNK_LIMIT_MS = 3_600_000;
/** Between two answers of a caller whose waiting is measured. */
const PAUSE_MS = 5;
const MAKE_PREVIEWS = script('test/support/engine/make-previews.cli.ts');

export const besidePreviews: Benchmark = {
  name: 'beside-previews',
  description: `the service while a worker beside it makes previews of mastery v1 (${LEARNERS} learners with ${ANSWERS} answers each): computations a second, of 32 connections; and while it previews a version that never ends: the slowest 1 % of GET /v1/learning/info, and of an answer`,
  peer: 'the same while the worker is paused',
  rounds: 9,
  async prepare(bench) {
    const { seconds } = bench.options;
    const busy = await DeployedService.start(bench, withoutBudget);
    const load = await ComputeLoad.on(busy);
    const count = async () => {
      const connections = await load.open(bench, busy.port); // the service closes those that were idle for a while
      const asked = {
        path: '',
        status: 201,
        bodyOf: (input: object, learner: string) => ({ input, user_id: learner }),
      };
      return load.count(connections, seconds, asked).finally(() => connections.forEach((one) => one.close()));
    };
    for (let round = 0; round < WARM_UP_ROUNDS; round += 1) await count();
    const previews = await previewsBeside(bench, busy.databaseUrl);

    const looped = await DeployedService.start(bench);
    const p99OfAnswers = await answerer(bench, looped);
    for (let round = 0; round < WARM_UP_ROUNDS; round += 1) await p99OfAnswers(seconds);
    const loop = await loopBeside(bench, looped.databaseUrl);
    return [
      {
        what: 'computations',
        unit: 'requests/s',
        goal: atLeast(0.9),
        ...previews(async () => (await count()) / seconds),
      },
      {
        what: 'p99 of info, a version that loops',
        unit: 'ms',
        goal: atMost(1.1),
        ...loop(() => looped.p99OfInfo(seconds)),
      },
      {
        what: 'p99 of an answer, a version that loops',
        unit: 'ms',
        goal: atMost(1.1),
        ...loop(() => p99OfAnswers(seconds)),
      },
    ];
  },
};

/** What is measured while a worker works, and while it is paused. */
type Beside = (measure: () => Promise<number>) => { ours: () => Promise<number>; peer: () => Promise<number> };

/** A worker, once it works on a preview. It is paused but for what is measured. */
async function working(bench: Bench, host: EvidenceHost, url: string, command?: string[]): Promise<Beside> {
  const worker = spawnWorker(bench, url, command);
  const isBusy = async () =>
    (await host.jobs.countOpenJobs()).some(({ status, count }) => status === 'RUNNING' && count > 0);
  while (!(await isBusy())) await sleep(50);
  await signalAll([worker], 'SIGSTOP');
  return (measure) => ({
    peer: measure,
    ours: async () => {
      await signalAll([worker], 'SIGCONT');
      if (!(await isBusy())) throw new Error('The worker has nothing to do any more.');
      return measure().finally(() => signalAll([worker], 'SIGSTOP'));
    },
  });
}

async function hostOn(bench: Bench, url: string): Promise<EvidenceHost> {
  const host = await openEvidence(url, { concurrency: 0 });
  bench.defer(() => host.app.close());
  return host;
}

async function previewsBeside(bench: Bench, url: string): Promise<Beside> {
  const host = await hostOn(bench, url);
  const ids = Array.from({ length: LEARNERS }, (_, index) => learnerNumber(index));
  await host.dataSource.query('INSERT INTO users (id) SELECT unnest($1::uuid[])', [ids]);
  await fillLogs(host, ids, ANSWERS);
  const paramsId = await setOf(host, 'mastery', 'v1', { p_init: 0.4 });
  for (let n = 0; n < PREVIEWS; n += 1) {
    await host.previews.start('mastery', { version: 'v1', paramsId, sample: 'all', reason: 'benchmark' });
  }
  return working(bench, host, url);
}

/** A worker whose process of its own never comes back. */
async function loopBeside(bench: Bench, url: string): Promise<Beside> {
  const host = await hostOn(bench, url);
  await seedPaceVersions(host);
  const boom = { item_id: 'boom', correct: true, at: '2026-01-20T10:00:00Z' };
  await storeAnswers(host.dataSource, [{ id: randomUUID(), answers: [boom] }]);
  await host.previews.start('pace', { version: 'v3', sample: 'all', reason: 'benchmark' });
  return working(bench, host, url, [...MAKE_PREVIEWS, url, String(CHUNK_LIMIT_MS)]);
}

/** Records one answer after the other by HTTP, and says within which time 99 of 100 are answered, in milliseconds. */
async function answerer(bench: Bench, service: DeployedService): Promise<(seconds: number) => Promise<number>> {
  const host = await hostOn(bench, service.databaseUrl);
  const learner = learnerNumber(0);
  await host.dataSource.query('INSERT INTO users (id) VALUES ($1)', [learner]);
  for (const key of ['mastery', 'revision']) await host.registry.activateAlgoVersion(key, 'v1');
  const token = service.tokenOf({ userId: randomUUID(), role: 'service' });
  let given = 0;
  const requestOf = () => {
    given += 1;
    const body = JSON.stringify({ answers: [answer(`e${given}`, numberedAnswer(given))] });
    const head = [
      ...[`POST /v1/learning/learners/${learner}/answers HTTP/1.1`, 'Host: localhost'],
      ...[`Authorization: Bearer ${token}`, 'Content-Type: application/json', `Content-Length: ${body.length}`],
    ];
    return [...head, '', body].join('\r\n');
  };
  return async (seconds) => {
    const connection = await Connection.open(service.port);
    const times: number[] = [];
    for (const end = performance.now() + seconds * 1000; performance.now() < end;) {
      const begun = performance.now();
      const { status } = await connection.ask(requestOf());
      times.push(performance.now() - begun);
      if (status !== 200) throw new Error(`${status} to an answer`);
      await sleep(PAUSE_MS);
    }
    connection.close();
    return percentile(times, 0.99);
  };
}
