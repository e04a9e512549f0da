import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { AlgorithmCatalog } from '../../catalog/algorithm-catalog.js';
import { EngineScope } from '../../database/engine-scope.js';
import { queryWithRetry } from '../../database/retry/query-with-retry.js';
import { newRunId } from '../../domain/uuid.js';
import { DatabaseUnavailableError } from '../../errors/database.errors.js';
import { textOf } from '../../errors/text-of.js';
import { type AnsweredRun, AnsweredRuns } from '../../execution/answered-runs.js';
import { Computation, type Computed, type ReadInput } from '../../execution/computation.js';
import { errorCodeOf } from '../../execution/computation-failure.js';
import { runtimeOf } from '../../execution/runtime.js';
import { ThreadPool } from '../../execution/thread-pool.js';
import { ThreadedVersions } from '../../execution/threaded-versions.js';
import { type JsonObject } from '../../json/json.js';
import { largestDifference } from '../../json/largest-difference.js';
import { ENGINE_COMPUTE_SETTINGS, ENGINE_LIMITS } from '../../learning-engine.tokens.js';
import { type ComputeSettings } from '../../options/compute-settings.js';
import { type EngineLimits } from '../../options/engine-limits.js';
import { RunsService } from '../../runs/runs.service.js';
import { ActiveShadows } from './active-shadows.js';
import { BEGIN_RUN, END_RUN } from './shadow.statements.js';
import { ShadowDrops } from './shadow-drops.js';
import { type Drawn, isDrawn, ShadowQueue } from './shadow-queue.js';

const MIB = 1024 * 1024;
/** Of the heap of the thread: beyond it, the thread ends. */
const HEAP_MIB = 256;
/** By how much the process may grow while a challenger computes: limits of a heap do not bound buffers. */
const GROWTH_MIB = 512;
const WATCH_MS = 50;
/** How often two processes may take the same number before a run is given up. */
const MOST_ATTEMPTS = 20;
/** Before the database is asked again that was not there. */
const PAUSE_MS = 500;

interface Begun {
  number: number;
  output: JsonObject | null;
}

/**
 * Computes challengers beside live runs, one after the other, in a thread of their own: what they do delays neither live runs nor the
 * threads that those need.
 */
@Injectable()
export class ShadowRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('LearningEngine');
  private readonly queue = new ShadowQueue();
  private readonly drops: ShadowDrops;
  private readonly closing = new AbortController();
  private readonly threads: ThreadPool;
  private readonly computation: Computation;
  private working?: Promise<void>;

  constructor(
    @Inject(ENGINE_LIMITS) limits: EngineLimits,
    @Inject(ENGINE_COMPUTE_SETTINGS) settings: ComputeSettings,
    private readonly scope: EngineScope,
    private readonly catalog: AlgorithmCatalog,
    private readonly answered: AnsweredRuns,
    private readonly shadows: ActiveShadows,
    private readonly runs: RunsService,
    private readonly threaded: ThreadedVersions,
  ) {
    this.drops = new ShadowDrops(scope);
    this.threads = new ThreadPool(
      { ...settings, threads: 1 },
      { resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB }, workerData: { isNice: true } },
    );
    this.computation = new Computation(limits, { ...settings, threadFromBytes: 0 }, this.threads, threaded);
  }

  onApplicationBootstrap(): void {
    this.answered.listen((run) => this.draw(run));
  }

  /** What waits is dropped; what has begun ends, while the record of runs has its connections. */
  async beforeApplicationShutdown(): Promise<void> {
    this.answered.listen(undefined);
    this.closing.abort();
    for (let drawn = this.queue.take(); drawn; drawn = this.queue.take()) this.drops.add(drawn.shadow);
    await this.working;
    await this.countDropped();
    await this.threads.close();
  }

  private draw(run: AnsweredRun): void {
    for (const shadow of this.shadows.of(run.algoKey)) {
      if (shadow.activeParamsId !== run.paramsId || !isDrawn(shadow, run.runId)) continue;
      if (this.queue.add({ shadow, run })) this.work();
      else this.drops.add(shadow);
    }
  }

  /** Not before the caller of the live run has its answer. */
  private work(): void {
    this.working ??= new Promise((resolve) => setImmediate(resolve))
      .then(() => this.workOff())
      .finally(() => (this.working = undefined));
  }

  private async workOff(): Promise<void> {
    for (let drawn = this.queue.take(); drawn; drawn = this.queue.take()) {
      const { shadow } = drawn;
      await this.compute(drawn).catch((error: unknown) => {
        this.logger.warn(`A run of shadow ${shadow.id} was lost: ${textOf(error)}`);
      });
      await this.countDropped();
    }
  }

  private async countDropped(): Promise<void> {
    await this.drops.write((text, values) => this.ask(text, values)).catch(() => undefined);
  }

  private async compute({ shadow, run }: Drawn): Promise<void> {
    const entry = this.catalog.find(shadow.algoKey, shadow.version);
    if (!this.shadows.has(shadow.id)) return;
    if (!entry || this.threaded.loadableModuleOf(entry) === undefined) {
      this.drops.add(shadow);
      return;
    }
    await this.computation.with(entry, { value: run.input, atLeastBytes: run.bytes }, async (input) => {
      const runId = newRunId();
      const { codeDigest = null } = entry.definition;
      const live = [shadow.id, run.runId, run.userId];
      const begun = await this.begin([...live, runId, runtimeOf(entry.definition), codeDigest]).catch(
        (error: unknown) => {
          this.drops.add(shadow);
          throw error;
        },
      );
      if (!begun) return;
      const computed = await this.watched(runId, () => input.compute(shadow.params));
      const output = computed?.summary;
      if (output) await this.patiently(() => this.runs.logRunSuccess(runId, output));
      const difference = output && largestDifference(begun.output ?? {}, output);
      await this.ask(END_RUN, [shadow.id, begun.number, difference === undefined, difference?.relative ?? null]);
    });
  }

  /** Undefined where the shadow has ended, or the person is erased. */
  private async begin(values: readonly unknown[]): Promise<Begun | undefined> {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      const [begun] = await this.ask<Begun>(BEGIN_RUN, values);
      if (begun) return begun;
      await this.patiently(() => this.shadows.refresh());
      if (!this.shadows.has(values[0] as string)) return undefined;
    }
    return undefined;
  }

  /** Undefined where it failed, which is recorded. */
  private async watched(runId: string, compute: () => ReturnType<ReadInput['compute']>): Promise<Computed | undefined> {
    const atMost = process.memoryUsage.rss() + GROWTH_MIB * MIB;
    const watch = setInterval(() => {
      if (process.memoryUsage.rss() > atMost) void this.threads.close();
    }, WATCH_MS);
    try {
      return await compute();
    } catch (error) {
      await this.patiently(() => this.runs.logRunFailure(runId, textOf(error), { errorCode: errorCodeOf(error) }));
      return undefined;
    } finally {
      clearInterval(watch);
    }
  }

  private ask<Row extends object>(text: string, values: readonly unknown[]): Promise<Row[]> {
    return this.patiently(() => queryWithRetry(() => this.scope.dataSource.query<Row[]>(text, [...values])));
  }

  /** Asks until the database answers, or the process stops. Only for what has no second effect. */
  private async patiently<T>(send: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await send();
      } catch (error) {
        if (!(error instanceof DatabaseUnavailableError) || this.closing.signal.aborted) throw error;
        await sleep(PAUSE_MS, undefined, { signal: this.closing.signal }).catch(() => undefined);
      }
    }
  }
}
