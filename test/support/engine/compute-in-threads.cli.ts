/**
 * Computes in threads, which the engine has only where it is built: `compute-in-threads.cli.ts <url>`. Says what came of it, one
 * JSON value in each line: the name of the scene, and what it saw.
 */
import 'reflect-metadata';
import { type DynamicModule, Module } from '@nestjs/common';
import {
  type BatchResult,
  type ComputeSettings,
  type ExecutionContext,
  LearningEngineError,
} from '../../../src/learning-engine/index.js';
import {
  Dependency,
  StubbornAlgorithm,
  threadedAlgorithms,
  WhereAlgorithm,
} from '../../fixtures/threads/threaded.algorithms.js';
import { richInputs } from '../../fixtures/rich-inputs.js';
import { createVersion } from './factories.js';
import { type Engine, openEngine } from './open-engine.js';

const url = process.argv[2]!;
const engines: Engine[] = [];

@Module({ providers: [Dependency], exports: [Dependency] })
class DependencyModule {}

async function open(compute: Partial<ComputeSettings>): Promise<Engine> {
  const imports: (DynamicModule | typeof DependencyModule)[] = [DependencyModule];
  const engine = await openEngine(url, { algorithms: threadedAlgorithms, imports, compute, runs: { reaper: false } });
  engines.push(engine);
  return engine;
}

const say = (scene: string, saw: unknown) => process.stdout.write(`${JSON.stringify([scene, saw])}\n`);

const large = (more: object = {}) => ({ ...more, filling: 'x'.repeat(2000) });

/** What a caller gets, and what is on record of it. */
async function outcome({ execution, runs }: Engine, key: string, input: object, context: ExecutionContext = {}) {
  const runId = context.runId ?? crypto.randomUUID();
  const got: { output?: unknown; error?: object } = await execution.execute(key, input, { ...context, runId }).then(
    ({ output }) => ({ output }),
    (error: unknown) =>
      error instanceof LearningEngineError
        ? { error: { ...error }, message: error.message, type: error.constructor.name, cause: String(error.cause) }
        : { unknown: String(error) },
  );
  const run = await runs.getRun(runId).catch(() => undefined);
  return {
    ...got,
    run: run && {
      status: run.status,
      errorCode: run.errorCode,
      error: run.errorMessage,
      input: run.inputSummaryJson,
      output: run.outputSummaryJson,
    },
  };
}

const here = await open({ threadFromBytes: 1e9 });
const threads = { threads: 1, threadFromBytes: 1000, waitMs: 60_000, timeLimitMs: 60_000 };
const threaded = await open(threads);
for (const key of ['where', 'stubborn', 'moduleless', 'injecting', 'heir', 'hidden']) {
  const version = await createVersion(here.dataSource, key, 'v1');
  await here.registry.activateParams((await here.params.createParams(version.id, {})).id);
  await here.registry.activateAlgoVersion(key, 'v1');
}

for (const key of ['where', 'moduleless', 'injecting', 'heir', 'hidden']) {
  say(`large ${key}`, (await outcome(threaded, key, large())).output);
}
say('small where', (await outcome(threaded, 'where', {})).output);

const broken = (input: object) => ({ ...input, '7': 'not a known field', filling: 'x'.repeat(2000) });
for (const [key, input] of Object.entries(richInputs())) {
  const questions: [object, string][] = [
    [input, 'v1'],
    [broken(input), 'v1'],
    [input, 'v0'],
  ];
  for (const [given, version] of questions) {
    say('both', {
      what: `${key} ${version}`,
      here: await outcome(here, key, given, { version }),
      threaded: await outcome(threaded, key, given, { version }),
    });
  }
}
say('both', {
  what: 'stubborn v1',
  here: await outcome(here, 'stubborn', large({ does: 'throw' })),
  threaded: await outcome(threaded, 'stubborn', large({ does: 'throw' })),
});

say('exit', await outcome(threaded, 'stubborn', large({ does: 'exit' })));
say('after exit', (await outcome(threaded, 'where', large())).output);

const impatient = await open({ ...threads, timeLimitMs: 3000, queueLength: 1 });
let turns = 0;
const turning = setInterval(() => (turns += 1), 10);
const spinning = outcome(impatient, 'stubborn', large({ does: 'spin' }));
const isRunning = async () =>
  (await impatient.dataSource.query<unknown[]>("SELECT FROM algo_runs WHERE status = 'RUNNING'")).length > 0;
while (!(await isRunning()));
say('full', await Promise.all([1, 2].map(() => outcome(impatient, 'where', large()))));
say('spin', await spinning);
clearInterval(turning);
say('turns while spinning', turns);
say('after spin', (await outcome(impatient, 'where', large())).output);

const hasty = await open({ ...threads, timeLimitMs: 3000, waitMs: 1 });
const kept = outcome(hasty, 'stubborn', large({ does: 'spin' }));
while (!(await isRunning()));
say('waited too long', await outcome(hasty, 'where', large()));
const batch = await hasty.execution.executeMany(
  'where',
  [1, 2, 3].map(() => ({ input: large() })),
  { concurrency: 3 },
);
say(
  'batch',
  batch.map((result: BatchResult) => result.status),
);
say('kept', (await kept).run);

const bounded = await open({ ...threads, mainThreadBytes: 1500 });
say('too large for the main thread', await outcome(bounded, 'moduleless', large()));

threaded.app.get(WhereAlgorithm).compute = () => ({ isReplaced: true });
say('replaced', (await outcome(threaded, 'where', large())).output);
StubbornAlgorithm.prototype.compute = () => ({ isReplaced: true }) as never;
say('replaced in the class', (await outcome(threaded, 'stubborn', large({ does: 'throw' }))).output);

for (const { app } of engines) await app.close();
