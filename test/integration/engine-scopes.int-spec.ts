import { NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { randomUUID } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/database/data-source-options.js';
import {
  Claim,
  DoctorService,
  EngineEvent,
  type EventPage,
  EngineScope,
  EventsService,
  IdempotencyService,
  InvalidDataSourceError,
  LearningEngineModule,
  newRunId,
  type ScopeName,
} from 'learning-engine';
import { connectionLimits } from 'learning-engine/persistence';
import { query, until } from '../support/database/embedded-child.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { counting } from '../support/engine/counting.js';
import { type Engine } from '../support/engine/open-engine.js';
import { ProbeAlgorithm } from '../support/engine/probe-algorithm.js';
import { useEngines } from '../support/engine/use-engines.js';

const SCHEMA = 'Other school';

/** So long that what another engine changes would be seen only if the two had something in common. */
const options = { algorithms: [ProbeAlgorithm], runs: { reaper: false }, registry: { maxAgeMs: 600_000 } };

const scopeOf = ({ app }: Engine): ScopeName => app.get(EngineScope, { strict: true }).name;

/** Registers the probe under given ids: they are the same in every scope, as are those of the seeds. */
async function seed({ dataSource, params, registry }: Engine, versionId: string, paramsId: string, factor: number) {
  await dataSource.query(
    "INSERT INTO algo_versions (id, algo_key, version, status) VALUES ($1, 'probe', 'v1', 'EXPERIMENTAL')",
    [versionId],
  );
  await dataSource.query(
    'INSERT INTO algo_params (id, algo_version_id, params_json, checksum) VALUES ($1, $2, $3, $4)',
    [paramsId, versionId, { factor }, params.computeChecksum({ factor })],
  );
  await registry.activateAlgoVersion('probe', 'v1', { paramsId });
}

describe('engines of one process', () => {
  const first = useTestDatabase();
  const second = useTestDatabase();
  beforeAll(() => query(first.url, `CREATE SCHEMA "${SCHEMA}"`));
  const engines = useEngines(
    () => [
      { url: first.url },
      {
        url: first.url,
        connection: {
          migrationsRun: true,
          extra: { ...connectionLimits, options: `-c search_path="${SCHEMA.replace(' ', '\\ ')}"` },
        },
      },
      { url: second.url },
    ],
    options,
  );
  const factors = [2, 3, 5];
  beforeAll(async () => {
    const versionId = randomUUID();
    const paramsId = randomUUID();
    for (const [index, factor] of factors.entries()) await seed(engines()[index]!, versionId, paramsId, factor);
  });

  it('have their scope by name: database, schema, tenant', async () => {
    const { database } = scopeOf(engines()[0]!);

    expect(new URL(first.url).pathname).toBe(`/${database}`);
    expect(engines().map(scopeOf)).toEqual([
      { database, schema: 'public', tenant: 'default' },
      { database, schema: SCHEMA, tenant: 'default' },
      { database: new URL(second.url).pathname.slice(1), schema: 'public', tenant: 'default' },
    ]);
    for (const { app } of engines()) {
      const findings = await app.get(DoctorService, { strict: true }).diagnose();
      expect(findings.filter(({ code }) => code !== 'NOT_DURABLE')).toEqual([]); // the server of the tests is not
    }
  });

  it('compute by their own active versions, with their own parameters, in run records of their own', async () => {
    const ids = Array.from({ length: 8 }, newRunId);
    const products = await Promise.all(
      engines().map((engine) =>
        Promise.all(
          ids.map(async (runId) => {
            const { output } = await engine.execution.execute<{ product: number }>(
              'probe',
              { id: 'scope', value: 1 },
              { runId },
            );
            return output.product;
          }),
        ),
      ),
    );

    expect(products).toEqual(factors.map((factor) => ids.map(() => factor)));
    for (const [index, { dataSource }] of engines().entries()) {
      const recorded = await dataSource.query<object[]>(
        `SELECT count(*)::int AS runs, status, output_summary_json AS output FROM algo_runs WHERE id = ANY ($1) GROUP BY 2, 3`,
        [ids],
      );
      const output = { id: 'scope', product: factors[index] };
      expect(recorded).toEqual([{ runs: ids.length, status: 'SUCCESS', output }]);
    }
  });

  describe.each([
    ['two schemas of one database', () => [engines()[0]!, engines()[1]!] as const],
    ['two databases', () => [engines()[0]!, engines()[2]!] as const],
  ])('in %s', (_places, pair) => {
    it('keep their own active versions, and do not wait for each other', async () => {
      const [one, other] = pair();
      const known = await other.info.getInfo();
      const within = await one.registry.activateAlgoVersion('mastery', 'v1', {
        // Under the lock of the key.
        beforeCommit: () => other.registry.activateAlgoVersion('mastery', 'v1'),
      });
      expect(within.status).toBe('ACTIVE');
      await one.registry.rollback('mastery');

      expect((await one.registry.resolveActive('mastery'))!.version.version).toBe('v0');
      expect((await other.registry.resolveActive('mastery'))!.version.version).toBe('v1');
      expect(known[0]).toMatchObject({ algoKey: 'mastery', activeVersion: 'v0' });
      const read = await other.info.getInfo();
      await one.registry.activateAlgoVersion('revision', 'v1');
      expect(await other.info.getInfo()).toBe(read);
      await one.registry.rollback('revision');
      await other.registry.rollback('mastery');
    });

    it('tell of themselves alone, and end their own stale runs alone', async () => {
      const told: unknown[] = [];
      const listener = (event: unknown) => void told.push((event as { scope: ScopeName }).scope);
      const runId = newRunId();
      for (const { dataSource, registry, runs } of pair()) {
        const { version, params } = (await registry.resolveActive('probe'))!;
        await runs.logRunStart({ runId, algoVersionId: version.id, paramsId: params.id });
        await dataSource.query("UPDATE algo_runs SET lease_expires_at = '2020-01-01' WHERE id = $1", [runId]);
      }
      const [one, other] = pair();
      subscribe(EngineEvent.RUN_FINISHED, listener);
      subscribe(EngineEvent.ACTIVATED, listener);
      try {
        const counted = await counting([one, other], async () => {
          expect(await one.runs.reapStaleRuns()).toEqual([runId]);
          expect(await other.runs.countStaleRuns()).toBe(1);
          await other.registry.activateAlgoVersion('difficulty', 'v1');
          await other.runs.logRunSuccess(runId, {});
        });
        const counts = [
          [1, 0],
          [1, 1],
        ];
        expect(counted).toEqual(counts);
      } finally {
        unsubscribe(EngineEvent.RUN_FINISHED, listener);
        unsubscribe(EngineEvent.ACTIVATED, listener);
      }

      const names = [one, other, other].map(scopeOf);
      expect(told).toHaveLength(names.length);
      names.forEach((name, index) => expect(told[index]).toBe(name));
      expect(await one.runs.getRun(runId)).toMatchObject({ status: 'FAILED', errorCode: 'ABANDONED' });
      expect(await other.runs.getRun(runId)).toMatchObject({ status: 'SUCCESS' });
    });

    it('have a feed of their own', async () => {
      const feeds = pair().map(({ app }) => app.get(EventsService, { strict: true }));
      for (const [index, { dataSource }] of pair().entries()) {
        await dataSource.transaction((manager) =>
          feeds[index]!.record(manager, { type: 'test.written', key: `of-${index}` }),
        );
      }
      const written = ({ events }: EventPage) =>
        new Set(events.map(({ key }) => key).filter((key) => /^of-/.test(key)));
      const read = await until(async () => {
        const pages = await Promise.all(feeds.map((feed) => feed.read({ limit: 200 })));
        return pages.every((page) => written(page).size > 0) && pages.map(written);
      });

      expect(read).toEqual([new Set(['of-0']), new Set(['of-1'])]);
    });

    it('have idempotency keys of their own', async () => {
      const userId = randomUUID();
      for (const { dataSource } of pair()) await dataSource.query('INSERT INTO users (id) VALUES ($1)', [userId]);
      const request = { userId, route: 'POST /x', key: 'k', digest: 'a'.repeat(64) };
      const [one, other] = pair().map(({ app }) => app.get(IdempotencyService, { strict: true }));
      const claim = (await one!.claim(request)) as Claim;
      await claim.answer({ status: 200, body: '{}' }, null);

      expect(await other!.claim(request)).toBeInstanceOf(Claim);
      expect(await one!.claim(request)).toEqual({ status: 200, body: '{}' });
    });
  });

  it('may not have the same DataSource in one application', async () => {
    const database = TypeOrmModule.forRoot({ ...dataSourceOptions(first.url), retryAttempts: 0 });
    const imports = [
      database,
      LearningEngineModule.forRoot(),
      LearningEngineModule.forRoot({ dataSource: DataSource }),
    ];
    const opening = NestFactory.createApplicationContext(
      { module: class Host {}, imports },
      { logger: false, abortOnError: false },
    );

    await expect(opening).rejects.toBeInstanceOf(InvalidDataSourceError);
    await expect(opening).rejects.toThrow('Two engines of this application have the same DataSource');
  });
});
