import { randomUUID } from 'node:crypto';
import { type QueryFailedError } from 'typeorm';
import { query } from '../support/database/embedded-child.js';
import { RunQueries } from 'learning-engine';
import { urlOfEngine } from '../support/engine/open-engine.js';
import { useEngine } from '../support/engine/use-engine.js';

const MASTERY = "algo_key = 'mastery' AND version = 'v0'";

/** What a role that may write rows by plain SQL could put in the way of those who read them. */
describe('the database takes only what can be served', () => {
  const engine = useEngine({ limits: { paramsBytes: 131_072, summaryBytes: 131_072 }, registry: { maxAgeMs: 0 } });
  const write = async (statement: string): Promise<string | undefined> =>
    engine.dataSource.query(statement).then(
      () => undefined,
      (error: QueryFailedError<Error & { constraint?: string }>) => error.driverError.constraint,
    );
  const run = (columns: Record<string, string>) => `
    INSERT INTO algo_runs (id, algo_version_id, params_id, trigger, status, ${Object.keys(columns).join(', ')})
    SELECT '${randomUUID()}', v.id, p.id, 'api', ${columns.completed_at ? "'FAILED'" : "'RUNNING'"}, ${Object.values(columns).join(', ')}
    FROM algo_versions v JOIN algo_params p ON p.algo_version_id = v.id WHERE ${MASTERY} LIMIT 1`;
  const failed = (columns: Record<string, string>) =>
    run({ completed_at: "clock_timestamp() + interval '1 s'", error_message: "'x'", ...columns });
  const set = (columns: Record<string, string>) => `
    INSERT INTO algo_params (algo_version_id, checksum, ${Object.keys(columns).join(', ')})
    SELECT id, '${randomUUID()}', ${Object.values(columns).join(', ')} FROM algo_versions WHERE ${MASTERY}`;
  const version = (columns: Record<string, string>) => `
    INSERT INTO algo_versions (algo_key, version, status, ${Object.keys(columns).join(', ')})
    VALUES ('x', '${randomUUID()}', 'EXPERIMENTAL', ${Object.values(columns).join(', ')})`;

  const LONG = "jsonb_build_object('a', repeat('x', 9000000))";
  const MANY_DIGITS = "(SELECT jsonb_build_object('a', jsonb_agg(1e131071)) FROM generate_series(1, 100))";

  const entry = (evidence: string) => `
    UPDATE algo_versions SET status = 'DEPRECATED' WHERE algo_key = 'mistakes' AND status = 'ACTIVE';
    INSERT INTO algo_activations (algo_key, kind, evidence) VALUES ('mistakes', 'retire', ${evidence})`;
  const nested = (levels: number) =>
    `('{"a": ' || repeat('[', ${levels - 1}) || '1' || repeat(']', ${levels - 1}) || '}')::jsonb`;

  it.each([
    ['a text that is short only while it is compressed', LONG],
    ['numbers that are long only when they are written', MANY_DIGITS],
    ['a number that is infinite in JSON', '\'{"a": [{"b": 1e400}]}\''],
    ['a negative one', '\'{"a": -1e309}\''],
    ['a number that is 0 in JSON', '\'{"a": 1e-400}\''],
    ['more levels than can be written out', nested(501)],
    ['so many levels that writing it out ends in an error', nested(5000)],
  ])('JSON without %s', async (_what, json) => {
    expect(await write(run({ input_summary_json: json }))).toBe('ck_algo_runs_input_size');
    expect(await write(failed({ output_summary_json: json }))).toBe('ck_algo_runs_output_size');
    expect(await write(set({ params_json: json }))).toBe('ck_algo_params_size');
    expect(await write(entry(json))).toBe('ck_algo_activations_evidence');
  });

  it.each(["'infinity'", "'-infinity'", "'0001-01-01 BC'", "'10000-01-02'", "'290000-01-01'"])(
    'no time at %s',
    async (time) => {
      expect(await write(run({ started_at: time }))).toBe('ck_algo_runs_finite_times');
      expect(await write(run({ lease_expires_at: time }))).toBe('ck_algo_runs_finite_times');
      expect(await write(set({ params_json: "'{}'", created_at: time }))).toBe('ck_algo_params_finite_times');
      expect(await write(set({ params_json: "'{}'", updated_at: time }))).toBe('ck_algo_params_finite_times');
      expect(await write(version({ created_at: time }))).toBe('ck_algo_versions_finite_times');
      expect(await write(version({ updated_at: time }))).toBe('ck_algo_versions_finite_times');
      expect(await write(`UPDATE algo_versions SET updated_at = ${time}`)).toBe('ck_algo_versions_finite_times');
      expect(await write(`UPDATE algo_params SET updated_at = ${time}`)).toBe('ck_algo_params_finite_times');
      for (const table of ['users', 'test_sessions']) {
        const owner = table === 'users' ? '' : ', user_id';
        const statement = `INSERT INTO ${table} (id, created_at${owner}) VALUES ('${randomUUID()}', ${time}${owner && `, '${randomUUID()}'`})`;
        expect(await write(statement)).toBe(`ck_${table}_finite_times`);
      }
    },
  );

  it.each([
    [() => failed({ error_message: "repeat('x', 2000000)" }), 'ck_algo_runs_texts'],
    [() => failed({ error_code: "repeat('x', 300)" }), 'ck_algo_runs_texts'],
    [() => run({ runtime: "repeat('x', 2000)" }), 'ck_algo_runs_texts'],
    [() => version({ description: "repeat('x', 70000)" }), 'ck_algo_versions_texts'],
    [() => `UPDATE algo_versions SET description = repeat('x', 70000) WHERE ${MASTERY}`, 'ck_algo_versions_texts'],
  ])('no text without end: %#', async (statement, constraint) => {
    expect(await write(statement())).toBe(constraint);
  });

  it('every set and every summary that the engine takes, also of numbers that are long when they are written', async () => {
    const { version: active, params } = (await engine.registry.resolveActive('mastery'))!;
    const extremes = [5e-324, -5e-324, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 1e-300, 0];
    const longest = (bytes: number) => ({ a: Array<number>(Math.floor((bytes - 8) / 7)).fill(5e-324) });
    for (const content of [{ extremes }, longest(131_072)]) {
      const { id } = await engine.runs.logRunStart({
        algoVersionId: active.id,
        paramsId: params.id,
        inputSummary: content,
      });
      const ended = await engine.runs.logRunSuccess(id, content);
      expect([ended.inputSummaryJson, ended.outputSummaryJson]).toEqual([content, content]);
    }
    const [{ size }] = (await query(
      urlOfEngine(engine),
      'SELECT max(octet_length(input_summary_json::text)) AS size FROM algo_runs',
    )) as [{ size: number }];
    expect(size).toBeGreaterThan(6_000_000);
  });

  it('pages of runs as large as they may be, and none of them twice or never', async () => {
    const { version: active, params } = (await engine.registry.resolveActive('mistakes'))!;
    const ofOwn = { algoKey: 'mistakes' };
    const insert = (day: string, count: number, numbers: number, error: string) =>
      query(
        urlOfEngine(engine),
        `INSERT INTO algo_runs (id, algo_version_id, params_id, trigger, status, started_at, completed_at,
           input_summary_json, output_summary_json, error_message)
         SELECT gen_random_uuid(), '${active.id}', '${params.id}', 'api', 'FAILED', timestamptz '2026-11-${day}' + n * interval '1 s',
           '2026-11-04', content, content, ${error}
         FROM generate_series(1, ${count}) AS n,
           (SELECT jsonb_build_object('a', jsonb_agg(5e-324)) AS content FROM generate_series(1, ${numbers})) AS one`,
      );
    await insert('01', 3, 25_500, "repeat('x', 1048576)");
    await insert('02', 60, 1, "'x'");
    await insert('03', 2, 25_500, "repeat('x', 1048576)");
    const seen: string[] = [];
    const sizes: number[] = [];
    let before: string | undefined;
    do {
      const page = await engine.app.get(RunQueries).listRuns(ofOwn, { limit: 200, before });
      seen.push(...page.records.map(({ run }) => run.startedAt.toISOString()));
      sizes.push(page.records.length);
      before = page.nextBefore ?? undefined;
    } while (before !== undefined);

    expect(seen).toHaveLength(65);
    expect(new Set(seen).size).toBe(65);
    expect(seen.toSorted().reverse()).toEqual(seen);
    expect(sizes).toEqual([1, 1, 60, 1, 1, 1]);
  });

  describe('and keeps content to the letter', () => {
    beforeAll(async () => {
      const { version: active, params } = (await engine.registry.resolveActive('revision'))!;
      const run = await engine.runs.logRunStart({
        algoVersionId: active.id,
        paramsId: params.id,
        inputSummary: { n: 1 },
      });
      await engine.runs.logRunSuccess(run.id, { n: 1 });
    });

    it.each([
      ['UPDATE algo_runs SET output_summary_json = \'{"n": 1.000}\'', 'algo_runs_keep_outcome'],
      ['UPDATE algo_runs SET input_summary_json = \'{"n": 1.0}\'', 'algo_runs_keep_identity'],
      [
        `UPDATE algo_params SET params_json = jsonb_set(params_json, '{min_attempts}', '5.000')
         WHERE params_json ? 'min_attempts'`,
        'algo_params_keep_content',
      ],
    ])('%s', async (statement, trigger) => {
      expect(await write(statement)).toBe(trigger);
    });
  });
});
