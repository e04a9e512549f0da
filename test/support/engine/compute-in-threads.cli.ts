/**
 * Computes in threads, which the engine has only where it is built: `compute-in-threads.cli.ts <url>`. Says what came of it, one
 * JSON value in each line: the name of the scene, and what it saw.
 */
import 'reflect-metadata';
import { type DynamicModule, Module } from '@nestjs/common';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ComputeSettings, type ExecutionContext, LearningEngineError, newRunId } from 'learning-engine';
import {
  Dependency,
  StubbornAlgorithm,
  threadedAlgorithms,
  WhereAlgorithm,
} from '../../fixtures/threads/threaded.algorithms.js';
import { richInputs } from '../../fixtures/rich-inputs.js';
import { vectorInputs } from '../../fixtures/vector-inputs.js';
import { createVersion } from './factories.js';
import { type Engine, openEngine } from './open-engine.js';

const url = process.argv[2]!;
const engines: Engine[] = [];

@Module({ providers: [Dependency], exports: [Dependency] })
class DependencyModule {}

async function open(compute: Partial<ComputeSettings>): Promise<Engine> {
  const imports: (DynamicModule | typeof DependencyModule)[] = [DependencyModule];
  const engine = await openEngine(url, {
    algorithms: threadedAlgorithms,
    imports,
    compute,
    runs: { reaper: false },
    registry: { maxAgeMs: 0 },
  });
  engines.push(engine);
  return engine;
}

const say = (scene: string, saw: unknown) => process.stdout.write(`${JSON.stringify([scene, saw])}\n`);

const large = (more: object = {}) => ({ ...more, filling: 'x'.repeat(2000) });

/** What a caller gets, and what is recorded of it. */
async function outcome({ execution, runs }: Engine, key: string, input: object, context: ExecutionContext = {}) {
  const runId = context.runId ?? newRunId();
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
const threads = { threads: 1, threadFromBytes: 50, waitMs: 60_000, timeLimitMs: 60_000 };
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

for (const { key, id, params, input } of vectorInputs()) {
  const version = 'v1';
  const versionId = (await here.registry.resolveVersion(key, version))!.version.id;
  await here.registry.activateParams((await here.params.createParams(versionId, params)).id);
  const [onMain, inThread] = [
    await outcome(here, key, input, { version }),
    await outcome(threaded, key, input, { version }),
  ];
  say('vector', { what: `${key} ${id}`, here: onMain.output, threaded: inThread.output });
}

say('exit', await outcome(threaded, 'stubborn', large({ does: 'exit' })));
say('after exit', (await outcome(threaded, 'where', large())).output);

const limited = await open({ ...threads, timeLimitMs: 5000 });
let turns = 0;
const turning = setInterval(() => (turns += 1), 10);
say('spin', await outcome(limited, 'stubborn', large({ does: 'spin' })));
clearInterval(turning);
say('turns while spinning', turns);
say('after spin', (await outcome(limited, 'where', large())).output);

/** Has the one thread of an engine taken while something is done, and answers what that was. */
async function whileTaken<T>(engine: Engine, work: (free: () => void) => Promise<T>): Promise<[T, unknown]> {
  const until = join(folder, crypto.randomUUID());
  const taking = outcome(engine, 'stubborn', large({ does: 'spin', until }));
  const running = "SELECT FROM algo_runs WHERE status = 'RUNNING'";
  while ((await engine.dataSource.query<unknown[]>(running)).length === 0);
  const done = await work(() => writeFileSync(until, ''));
  return [done, (await taking).run?.status];
}

const folder = mkdtempSync(join(tmpdir(), 'learning-engine-threads-'));
const narrow = await open({ ...threads, queueLength: 1 });
say(
  'full',
  await whileTaken(narrow, async (free) => {
    const both = [1, 2].map(() => outcome(narrow, 'where', large()));
    await Promise.race(both);
    free();
    return Promise.all(both);
  }),
);
const hasty = await open({ ...threads, waitMs: 1 });
say(
  'late',
  await whileTaken(hasty, async (free) => {
    const items = [1, 2, 3].map(() => ({ input: large() }));
    const batch = hasty.execution.executeMany('where', items, { concurrency: 3 });
    const late = await outcome(hasty, 'where', large());
    free();
    return [late, (await batch).map(({ status }) => status)];
  }),
);
rmSync(folder, { recursive: true });

const bounded = await open({ ...threads, mainThreadBytes: 1500 });
say('too large for the main thread', await outcome(bounded, 'moduleless', large()));

threaded.app.get(WhereAlgorithm).compute = () => ({ isReplaced: true });
say('replaced', (await outcome(threaded, 'where', large())).output);
StubbornAlgorithm.prototype.compute = () => ({ isReplaced: true });
say('replaced in the class', (await outcome(threaded, 'stubborn', large({ does: 'throw' }))).output);

for (const { app } of engines) await app.close();
