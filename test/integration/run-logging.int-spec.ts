import { randomUUID } from 'node:crypto';
import {
  newRunId,
  InvalidArgumentError,
  InvalidJsonError,
  InvalidRunReferenceError,
  RunAlreadyFinishedError,
  RunIdTakenError,
  RunNotFoundError,
  type RunStart,
  RunsService,
} from 'learning-engine';
import { AlgoRun } from 'learning-engine/persistence';
import { FORMS_OF_RUNS } from '../support/database/test-database.js';
import { createSession, createUser } from '../support/engine/factories.js';
import { useEngine } from '../support/engine/use-engine.js';

describe.each(FORMS_OF_RUNS)(`${RunsService.name}: run logging, runs %s`, (form) => {
  const engine = useEngine(undefined, undefined, form);
  const activePair = async (key = 'mastery') => {
    const { version, params } = (await engine.registry.resolveActive(key))!;
    return { algoVersionId: version.id, paramsId: params.id };
  };
  const start = async (more: Partial<RunStart> = {}) => engine.runs.logRunStart({ ...(await activePair()), ...more });
  const stored = (id: string) => engine.dataSource.manager.findOneByOrFail(AlgoRun, { id });
  const count = () => engine.dataSource.manager.count(AlgoRun);

  it('records a start as RUNNING', async () => {
    const run = await start({ trigger: 'submit', inputSummary: { block_id: 1, theme_id: 5 } });

    expect(run).toBeInstanceOf(AlgoRun);
    expect(run).toMatchObject({
      ...(await activePair()),
      status: 'RUNNING',
      trigger: 'submit',
      inputSummaryJson: { block_id: 1, theme_id: 5 },
      outputSummaryJson: null,
      errorMessage: null,
      completedAt: null,
    });
    expect(await stored(run.id)).toEqual(run);
  });

  it('needs no more than a version and its params', async () => {
    expect(await start()).toMatchObject({ trigger: 'manual', inputSummaryJson: {}, userId: null, sessionId: null });
  });

  it('gives runs time-ordered ids (UUIDv7)', async () => {
    const ids = [(await start()).id, (await start()).id, (await start()).id];

    expect([ids.every((id) => id[14] === '7'), [...ids].sort()]).toEqual([true, ids]);
  });

  it('takes a success from RUNNING to SUCCESS', async () => {
    const { id } = await start();
    const run = await engine.runs.logRunSuccess(id, { mastery_score: 0.75 });

    expect(run).toMatchObject({
      id,
      status: 'SUCCESS',
      outputSummaryJson: { mastery_score: 0.75 },
      errorMessage: null,
    });
    expect(run.completedAt!.getTime()).toBeGreaterThanOrEqual(run.startedAt.getTime());
    expect(await stored(id)).toEqual(run);
  });

  it('takes a failure from RUNNING to FAILED', async () => {
    const { id } = await start();
    const run = await engine.runs.logRunFailure(id, 'Insufficient data');

    expect(run).toMatchObject({ id, status: 'FAILED', errorMessage: 'Insufficient data', outputSummaryJson: null });
    expect(run.completedAt).toBeInstanceOf(Date);
    expect(await stored(id)).toEqual(run);
  });

  it('records runs of a user and a session, and runs without a user', async () => {
    const user = await createUser(engine.dataSource);
    const session = await createSession(engine.dataSource, user.id);

    expect(await start({ userId: user.id, sessionId: session.id })).toMatchObject({
      userId: user.id,
      sessionId: session.id,
    });
    expect(await start({ trigger: 'nightly' })).toMatchObject({ userId: null, sessionId: null, trigger: 'nightly' });
  });

  it.each(['manual', 'submit', 'nightly', 'cron', 'api'] as const)('accepts the trigger %s', async (trigger) => {
    expect((await start({ trigger })).trigger).toBe(trigger);
  });

  describe('a second start of an id', () => {
    it.each<[string, () => Promise<Partial<RunStart>>]>([
      ['version', async () => ({ algoVersionId: (await activePair('revision')).algoVersionId })],
      [
        'parameter set',
        async () => ({
          paramsId: (await engine.params.createParams((await activePair()).algoVersionId, { threshold: 0.9 })).id,
        }),
      ],
      ['user', async () => ({ userId: (await createUser(engine.dataSource)).id })],
      [
        'session',
        async () => ({
          sessionId: (await createSession(engine.dataSource, (await createUser(engine.dataSource)).id)).id,
        }),
      ],
      ['trigger', () => Promise.resolve({ trigger: 'cron' })],
      ['word on who named the version', () => Promise.resolve({ versionNamed: true })],
      ['input', () => Promise.resolve({ inputSummary: { a: 2 } })],
    ])('is rejected with another %s; the record is unchanged', async (_name, other) => {
      const userId = (await createUser(engine.dataSource)).id;
      const sessionId = (await createSession(engine.dataSource, userId)).id;
      const same = { runId: newRunId(), userId, sessionId, inputSummary: { a: 1 } };
      const run = await start(same);

      await expect(start({ ...same, ...(await other()) })).rejects.toBeInstanceOf(RunIdTakenError);
      expect(await stored(run.id)).toEqual(run);
      expect(await start(same)).toEqual(run);
    });
  });

  describe('a second end', () => {
    it('is accepted and writes nothing when it says the same', async () => {
      const good = await engine.runs.logRunSuccess((await start()).id, { a: 1, b: [2] });
      const bad = await engine.runs.logRunFailure((await start()).id, 'no');

      expect(await engine.runs.logRunSuccess(good.id, { b: [2], a: 1 })).toEqual(good);
      expect(await engine.runs.logRunFailure(bad.id, 'no')).toEqual(bad);
    });

    it.each([
      ['another outcome', (id: string) => engine.runs.logRunFailure(id, 'late')],
      ['another output', (id: string) => engine.runs.logRunSuccess(id, { a: 2 })],
      ['no output', (id: string) => engine.runs.logRunSuccess(id)],
    ])('is rejected with %s; the record is unchanged', async (_name, finishAgain) => {
      const run = await engine.runs.logRunSuccess((await start()).id, { a: 1 });

      const error: unknown = await finishAgain(run.id).catch((e: unknown) => e);

      expect(error).toBeInstanceOf(RunAlreadyFinishedError);
      expect(error).toMatchObject({ runId: run.id, recordedStatus: 'SUCCESS', completedAt: run.completedAt });
      expect(await stored(run.id)).toEqual(run);
    });

    it('loses every race but one', async () => {
      const { id } = await start();
      const ends = await Promise.allSettled(
        Array.from({ length: 32 }, (_, n) =>
          n % 2 ? engine.runs.logRunSuccess(id, { n }) : engine.runs.logRunFailure(id, `${n}`),
        ),
      );

      expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(ends.every((end) => end.status === 'fulfilled' || end.reason instanceof RunAlreadyFinishedError)).toBe(
        true,
      );
    });
  });

  it.each([randomUUID(), 'not-a-uuid', '', "'; --"])('rejects the unknown run id %j', async (id) => {
    await expect(engine.runs.logRunSuccess(id)).rejects.toBeInstanceOf(RunNotFoundError);
    await expect(engine.runs.logRunFailure(id, 'x')).rejects.toBeInstanceOf(RunNotFoundError);
  });

  describe('a start that refers to what is not there', () => {
    it.each([
      ['algoVersionId', 'algo_version_id'],
      ['paramsId', 'params_id'],
      ['userId', 'user_id'],
      ['sessionId', 'session_id'],
    ])('names %s', async (argument, column) => {
      const before = await count();

      const error: unknown = await start({ [argument]: randomUUID() }).catch((e: unknown) => e);

      expect(error).toBeInstanceOf(InvalidRunReferenceError);
      expect((error as InvalidRunReferenceError).columns).toContain(column);
      expect(await count()).toBe(before);
    });

    it('rejects the params of another version', async () => {
      const { paramsId } = await activePair('revision');

      await expect(start({ paramsId })).rejects.toMatchObject({ columns: ['params_id', 'algo_version_id'] });
    });
  });

  describe('bad input writes nothing and names the argument', () => {
    const nested = (levels: number): object => (levels === 1 ? {} : { a: nested(levels - 1) });

    it.each([
      ['a malformed id', { userId: 'me' }, 'userId must be a UUID'],
      [
        'an unknown trigger',
        { trigger: 'SUBMIT' as never },
        'trigger must be one of manual, submit, nightly, cron, api',
      ],
    ])('%s', async (_name, more, message) => {
      const before = await count();

      await expect(start(more)).rejects.toThrow(new InvalidArgumentError(...splitFirst(message)));
      expect(await count()).toBe(before);
    });

    it.each([
      ['NaN', { a: { b: NaN } }, '/a/b'],
      ['a date', { when: new Date(0) }, '/when'],
      ['undefined', { a: undefined }, '/a'],
      ['a list', [] as object, ''],
      ['NUL', { a: ['x\u0000'] }, '/a/0'],
      ['too much', { a: 'x'.repeat(16_385) }, ''],
      ['too deep', nested(33), '/a'.repeat(32)],
    ])('%s in a summary', async (_name, summary, pointer) => {
      const before = await count();
      const { id } = await engine.runs.logRunStart(await activePair());

      await expect(start({ inputSummary: summary })).rejects.toMatchObject({ code: 'INVALID_JSON', pointer });
      await expect(engine.runs.logRunSuccess(id, summary)).rejects.toBeInstanceOf(InvalidJsonError);
      expect(await stored(id)).toMatchObject({ status: 'RUNNING' });
      expect(await count()).toBe(before + 1);
    });
  });

  it('records a failure whatever its message holds', async () => {
    const run = await engine.runs.logRunFailure((await start()).id, `NUL \u0000, half \ud800${'é'.repeat(8000)}`);

    expect(run.errorMessage).toMatch(/^NUL \\u0000, half \\ud800é+… \[cut; 16015 bytes, sha256 [0-9a-f]{64}\]$/);
    expect(Buffer.byteLength(run.errorMessage!)).toBeLessThanOrEqual(8192);
  });
});

const splitFirst = (message: string): [string, string] => {
  const space = message.indexOf(' ');
  return [message.slice(0, space), message.slice(space + 1)];
};
