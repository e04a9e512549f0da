import { ConsoleLogger, Injectable } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { type Algorithm } from '../authoring/algorithm.js';
import { LearningAlgorithm } from '../authoring/learning-algorithm.decorator.js';
import { NoDatabaseError } from '../errors/database.errors.js';
import { ExecutionService } from '../execution/execution.service.js';
import { InfoService } from '../info/info.service.js';
import { LearningEngineModule } from '../learning-engine.module.js';
import { ParamsService } from '../params/params.service.js';
import { RegistryService } from '../registry/registry.service.js';
import { DoctorService } from '../doctor/doctor.service.js';
import { ReadinessService } from '../doctor/readiness.service.js';
import { EventsService } from '../events/events.service.js';
import { EngineScope } from '../database/engine-scope.js';
import { IdempotencyService } from '../idempotency/idempotency.service.js';
import { RegistryQueries } from '../registry/registry-queries.js';
import { RunQueries } from '../runs/run-queries.js';
import { RunsService } from '../runs/runs.service.js';
import { newRunId } from '../domain/uuid.js';
import { Between, IntegerAtLeast } from '../schema/number-rules.js';
import { EngineTestingModule, type EngineTestingOptions } from './engine-testing.module.js';

class StreakV1Params {
  @Between(0, 1) bonus: number = 0.1;
}

class StreakV1Input {
  @IntegerAtLeast(0) days: number;
}

/** Something that a host's algorithm needs. */
@Injectable()
class Calendar {
  readonly daysInWeek = 7;
}

@LearningAlgorithm({ key: 'streak', version: 'v1', params: StreakV1Params, input: StreakV1Input })
class StreakV1Algorithm implements Algorithm<StreakV1Params, StreakV1Input, { score: number }> {
  constructor(private readonly calendar: Calendar) {}

  compute(params: Readonly<StreakV1Params>, { days }: StreakV1Input) {
    if (days === 13) throw new Error('bad luck');
    return { score: days === 14 ? Number.NaN : params.bonus * Math.min(days, this.calendar.daysInWeek) };
  }
}

/** A service of a host, as it is in production. */
@Injectable()
class PractiseService {
  constructor(private readonly execution: ExecutionService) {}

  async score(days: number): Promise<number> {
    return (await this.execution.execute<{ score: number }>('streak', { days })).output.score;
  }
}

const EVENTS = [{ event_id: 'e1', skill_id: 'fractions', correct: true, at: '2026-01-21T12:00:00Z' }];

const compile = (options: EngineTestingOptions): Promise<TestingModule> =>
  Test.createTestingModule({
    imports: [
      EngineTestingModule.forRoot({
        algorithms: [StreakV1Algorithm],
        imports: [{ module: class {}, providers: [Calendar], exports: [Calendar] }],
        ...options,
      }),
    ],
    providers: [PractiseService],
  })
    .setLogger(new ConsoleLogger({ logLevels: [] }))
    .compile();
const open = async (options: EngineTestingOptions): Promise<TestingModule> => (await compile(options)).init();

describe(EngineTestingModule.name, () => {
  let engine: TestingModule;
  beforeAll(async () => {
    engine = await open({ active: { streak: { version: 'v1', params: { bonus: 0.05 } }, mastery: 'v1' } });
  });
  afterAll(() => engine.close());

  const get = <T>(type: new (...args: never[]) => T): T => engine.get<T>(type);
  const execute = (...args: Parameters<ExecutionService['execute']>) => get(ExecutionService).execute<unknown>(...args);

  it("computes for a host's service with the fixed versions and parameters", async () => {
    const service = get(PractiseService);

    expect(await service.score(4)).toBe(0.2);
    expect((await execute('mastery', { states: [], events: EVENTS })).output).toMatchObject({
      states: [{ skill_id: 'fractions', p_known: 0.64 }],
    });
  });

  it('answers like production: the run id that was given, the version, and the same ids each time', async () => {
    const runId = newRunId();
    const { paramsId, ...execution } = await execute('streak', { days: 4 }, { runId });
    const pair = await get(RegistryService).resolveActive('streak');

    expect(execution).toEqual({ runId, algo: { key: 'streak', version: 'v1' }, output: { score: 0.2 } });
    expect(pair).toMatchObject({
      version: { status: 'ACTIVE' },
      params: { id: paramsId, paramsJson: { bonus: 0.05 } },
    });
    expect(paramsId).toBe('18bb4f51-332b-5248-9c98-a945b2432756');
  });

  it.each([
    [
      'an input that breaks the contract',
      { days: -1 },
      {},
      { code: 'INVALID_INPUT', problems: [{ pointer: '/days' }] },
    ],
    ['what is no JSON', { days: 1n }, {}, { code: 'INVALID_INPUT', problems: [{ pointer: '/days' }] }],
    ['an algorithm that throws', { days: 13 }, {}, { code: 'ALGORITHM_FAILED', cause: { message: 'bad luck' } }],
    ['an output that JSON cannot hold', { days: 14 }, {}, { code: 'INVALID_OUTPUT', pointer: '/score' }],
    ['a user that is no id', { days: 1 }, { userId: 'me' }, { code: 'INVALID_ARGUMENT', argument: 'userId' }],
    ['an unknown version', { days: 1 }, { version: 'v9' }, { code: 'ALGO_VERSION_NOT_FOUND' }],
    ['a caller who gave up', { days: 1 }, { signal: AbortSignal.abort() }, { code: 'CALL_ABORTED' }],
  ])('rejects %s with the error of production', async (_case, input, context, error) => {
    await expect(execute('streak', input, context)).rejects.toMatchObject(error);
  });

  it('has nothing active for a key that was not fixed, and a stub is a stub', async () => {
    await expect(execute('revision', {})).rejects.toMatchObject({ code: 'NOTHING_TO_RUN' });
    await expect(execute('revision', {}, { version: 'v0' })).rejects.toMatchObject({
      code: 'ALGORITHM_NOT_IMPLEMENTED',
    });
  });

  it('runs a version that is named with its defaults', async () => {
    const { output } = await execute(
      'revision',
      { now: '2026-01-21T12:00:00Z', cards: [], reviews: [] },
      { version: 'v1' },
    );

    expect(output).toMatchObject({ cards: [] });
  });

  it('computes batches, and large inputs within the bounds of production', async () => {
    const items = [{ input: { days: 2 } }, { input: { days: -2 } }];
    const results = await get(ExecutionService).executeMany('streak', items);
    const events = Array.from({ length: 9000 }, (_, index) => ({ ...EVENTS[0], event_id: 'e'.repeat(150) + index }));

    expect(results).toMatchObject([
      { status: 'SUCCESS', execution: { output: { score: 0.1 } } },
      { status: 'FAILED', error: { code: 'INVALID_INPUT' } },
    ]);
    expect((await execute('mastery', { states: [], events })).output).toMatchObject({ states: [{ attempts: 9000 }] });
  });

  it('knows contracts, defaults and rules, and what is active', async () => {
    const params = get(ParamsService);
    const info = await get(InfoService).getInfo();

    expect(params.getDefaultParams('streak', 'v1')).toEqual({ bonus: 0.1 });
    expect(params.validateParams('streak', 'v1', { bonus: 2 })).toMatchObject({ valid: false });
    expect(info.map(({ algoKey, activeVersion }) => [algoKey, activeVersion])).toEqual([
      ['mastery', 'v1'],
      ...['revision', 'difficulty', 'adaptive', 'mistakes'].map((key) => [key, null]),
      ['streak', 'v1'],
    ]);
  });

  const RUN = newRunId();
  const KEY = { userId: RUN, route: 'r', key: 'k', digest: 'd' };
  const calls: [string, () => unknown][] = [
    ['an activation', () => get(RegistryService).activateAlgoVersion('mastery', 'v1')],
    ['a rollback', () => get(RegistryService).rollback('mastery')],
    ['the past', () => get(RegistryService).getHistory('mastery')],
    ['a set that is stored', () => get(ParamsService).createParams(RUN, {})],
    ['versions', () => get(RegistryQueries).getVersion('mastery', 'v1')],
    ['a run of its own', () => get(RunsService).logRunStart({ algoVersionId: RUN, paramsId: RUN })],
    ['a run record', () => get(RunsService).getRun(RUN)],
    ['run records', () => get(RunQueries).listRuns()],
    ['a key of a request', () => get(IdempotencyService).claim(KEY)],
    ['the feed', () => get(EventsService).read()],
    ['the end of the feed', () => get(EventsService).lastCursor()],
    ['the doctor', () => get(DoctorService).diagnose()],
    ['readiness', () => get(ReadinessService).check()],
    ['the connections', () => get(RunsService).connections()],
    ['the DataSource', () => get(EngineScope).dataSource.manager],
  ];

  it.each(calls)('rejects %s with an error that names the remedy', async (_name, call) => {
    const rejected = Promise.resolve().then(call);

    await expect(rejected).rejects.toThrow(NoDatabaseError);
    await expect(rejected).rejects.toThrow(/LearningEngineModule and the DataSource of a test database/);
  });

  it('asks for the start where the module was only compiled', async () => {
    const module = await compile({ active: { mastery: 'v1' } });

    await expect(module.get(ExecutionService).execute('streak', { days: 1 })).rejects.toMatchObject({
      code: 'NOT_INITIALISED',
      message: expect.stringContaining('await module.init()') as string,
    });
  });

  it('has every service of the engine', () => {
    const services = Reflect.getMetadata('exports', LearningEngineModule) as (new () => object)[];

    expect(services.filter((service) => !engine.get<object>(service))).toEqual([]);
  });

  it.each<[string, EngineTestingOptions['active'], object]>([
    [
      'a version that no class has',
      { streak: 'v7' },
      { code: 'ALGORITHM_NOT_REGISTERED', algoKey: 'streak', version: 'v7' },
    ],
    [
      'a set that breaks rules',
      { streak: { version: 'v1', params: { bonus: 2, bons: 1 } } },
      { code: 'INVALID_PARAMS', problems: [{ pointer: '/bons' }, { pointer: '/bonus' }] },
    ],
    ['what is no version', { streak: 1 as never }, { code: 'INVALID_ARGUMENT', argument: 'active.streak' }],
  ])('does not start with %s', async (_name, active, error) => {
    await expect(open({ active })).rejects.toMatchObject(error);
  });
});
