import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { type InputOf, type OutputOf, type TypedKey, type TypedVersion } from '../algorithm-types.js';
import { AlgorithmCatalog } from '../catalog/algorithm-catalog.js';
import { type ComputeSettings } from '../options/compute-settings.js';
import { type JsonDraft } from '../json/copy-json.js';
import { type EngineLimits } from '../options/engine-limits.js';
import { type JsonObject } from '../json/json.js';
import { RunStatus } from '../domain/run-status.js';
import { textOf } from '../errors/text-of.js';
import { newRunId } from '../domain/uuid.js';
import { type AlgoRun } from '../database/entities/algo-run.entity.js';
import { Attempt } from '../database/retry/attempt.js';
import { leaveUnknown } from '../database/retry/query-with-retry.js';
import { NothingToRunError } from '../errors/execution.errors.js';
import { RunAlreadyFinishedError, RunIdTakenError } from '../errors/run.errors.js';
import { ENGINE_COMPUTE_SETTINGS, ENGINE_LIMITS, ENGINE_RUN_LOG } from '../learning-engine.tokens.js';
import { RegistryService } from '../registry/registry.service.js';
import { VersionResolver } from '../resolution/version-resolver.js';
import { checkRunStart, isSameWork, type RunStart } from '../runs/run-start.js';
import { AnsweredRuns } from './answered-runs.js';
import { type AttemptAsked, type Attempted, attempted } from './attempted.js';
import { Computation, type Computed, type ReadInput } from './computation.js';
import { errorCodeOf } from './computation-failure.js';
import { contractOf } from './contract-of.js';
import {
  type BatchItem,
  type BatchOptions,
  type BatchResult,
  type Execution,
  type ExecutionContext,
  type VersionContract,
} from './execution.js';
import { checkedBatch } from './checked-batch.js';
import { inParallel } from './in-parallel.js';
import { EngineThreads } from './compute-threads.js';
import { type RunLog } from './run-log.js';
import { type KnownStart, type Runnable, startOf } from './runnable.js';

import { ThreadedVersions } from './threaded-versions.js';
import { InFlightTracker } from './in-flight-tracker.js';

type KnownContext = ExecutionContext & Required<Pick<ExecutionContext, 'runId'>>;

/** Runs algorithms: the active version with its active parameters, recorded from start to end. */
@Injectable()
export class ExecutionService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly computation: Computation;
  private readonly inFlight = new InFlightTracker();

  /** @internal Nest makes it. */
  constructor(
    @Inject(ENGINE_LIMITS) private readonly limits: EngineLimits,
    @Inject(ENGINE_COMPUTE_SETTINGS) settings: ComputeSettings,
    private readonly registry: RegistryService,
    private readonly resolver: VersionResolver,
    private readonly catalog: AlgorithmCatalog,
    @Inject(ENGINE_RUN_LOG) private readonly runs: RunLog,
    threaded: ThreadedVersions,
    private readonly threads: EngineThreads,
    private readonly answered: AnsweredRuns,
  ) {
    this.computation = new Computation(limits, settings, threads.pool, threaded);
  }

  /**
   * Computes with the active version of a key, or with the one that the context names. A session keeps the version and the parameters of
   * its first call, unless an activation breaks that. Whatever happens after the start is recorded: the run ends as SUCCESS, or as FAILED with the code in brackets below.
   *
   * The types of input and output are those of `AlgorithmTypes`. Where the version is not named, they are those of all versions
   * of the key, because any of them may be active.
   *
   * @param input the version's input contract
   * @example
   * ```ts
   * const { runId, output } = await execution.execute('mastery', { states, events }, { userId, trigger: 'submit' });
   * ```
   * @throws NothingToRunError, AlgoVersionNotFoundError, AlgorithmNotRegisteredError when there is nothing to run; nothing
   * is recorded
   * @throws InvalidArgumentError, InvalidRunReferenceError naming what is wrong with the context; nothing is recorded
   * @throws InvalidInputError with a pointer to what breaks the contract (INVALID_INPUT)
   * @throws AlgorithmNotImplementedError when the version is a stub (NOT_IMPLEMENTED)
   * @throws InvalidParamsError when the stored parameters are not valid (INVALID_PARAMS)
   * @throws InvalidOutputError when the algorithm returned what JSON cannot hold (INVALID_OUTPUT)
   * @throws AlgorithmFailedError when the algorithm threw anything else, which is its cause (ALGORITHM_FAILED)
   * @throws ComputationTimedOutError when it took too long in a thread, which was ended (TIMED_OUT)
   * @throws TooManyComputationsError when it would have to wait too long for a thread; nothing is recorded
   * @throws RunAlreadyFinishedError when a run of this `runId` has ended, RunIdTakenError when it was another's
   * @throws CallAbortedError when the signal was aborted before a run had started; none is started
   * @throws DatabaseUnavailableError when the database cannot do its part; a run that had started ends as ABANDONED
   */
  execute<Key extends TypedKey, Version extends TypedVersion<Key> & string = TypedVersion<Key> & string>(
    algoKey: Key,
    input: InputOf<Key, Version>,
    context?: ExecutionContext & { version?: Version },
  ): Promise<Execution<OutputOf<Key, Version>>>;
  /** For keys that are known at run time alone, and for inputs that are yet to be judged: then `Output` is named. */
  execute<Output = unknown, Key extends string = string>(
    algoKey: Key extends TypedKey ? never : Key,
    input: object,
    context?: ExecutionContext,
  ): Promise<Execution<Output>>;
  async execute<Output>(algoKey: string, input: object, context: ExecutionContext = {}): Promise<Execution<Output>> {
    // Before anything is awaited: what the caller changes meanwhile must be neither judged nor computed with.
    const copy = this.computation.copyInput(input);
    const { signal, ...own } = context;
    const runnable = await new Attempt(signal).settle(this.resolve(algoKey, own));
    return this.inFlight.begin(() =>
      this.computation.with(runnable.entry, copy, (read) =>
        this.run<Output>(runnable, read, startOf(runnable, read.summary, own), copy, signal),
      ),
    );
  }

  /**
   * Computes with a pair that the caller has found, and starts no run: the caller records it, ended, by the statement that writes
   * what it made of the output.
   *
   * @internal
   * @throws TooManyComputationsError, DatabaseUnavailableError when it was not begun
   */
  async attempt<T>(asked: AttemptAsked<T>): Promise<Attempted<T>> {
    const entry = this.catalog.get(asked.pair.version.algoKey, asked.pair.version.version);
    const work = (read: ReadInput) => attempted(asked, entry, read, this.limits);
    return this.inFlight.begin(() => this.computation.with(entry, this.computation.copyInput(asked.input), work));
  }

  /**
   * Goes on with a run that was cut off, or computes again what one that has ended had computed: with the version and the
   * parameters that it started with. The record of a run that has ended stays as it is, and is compared.
   *
   * @param input what the run was started with
   * @throws RunAlreadyFinishedError when the run had another end than this one
   * @throws what `execute` throws
   */
  async resume<Output = unknown>(run: AlgoRun, input: object): Promise<Execution<Output>> {
    const copy = this.computation.copyInput(input);
    const pair = (await this.registry.resolveParams(run.paramsId))!; // what has run is never deleted
    const runnable = { ...pair, entry: this.catalog.get(pair.version.algoKey, pair.version.version) };
    return this.inFlight.begin(() =>
      this.computation.with(runnable.entry, copy, (read) => this.finish<Output>(runnable, read, run)),
    );
  }

  /**
   * Computes many things with one version and its parameters, those that are active at the beginning: for nightly batches. Items of a
   * session are computed as the session is.
   * Each item has a run record, and is read when its turn comes. An item that fails does not stop the rest. A batch that was cut off is taken up again
   * by calling it with the same items and `runId`s: those that have ended are not computed again.
   *
   * @returns a result for each item, in their order
   * @throws NothingToRunError, AlgoVersionNotFoundError, AlgorithmNotRegisteredError when there is nothing to run; where every item has a
   * session and no version is named, it is the result of the item
   * @throws InvalidArgumentError naming the option
   */
  async executeMany<Output = unknown>(
    algoKey: string,
    items: readonly BatchItem[],
    options: BatchOptions<Output> = {},
  ): Promise<BatchResult<Output>[]> {
    const { trigger, version, concurrency, onProgress, signal } = checkedBatch(items, options);
    // Sessions go on with what they are pinned to, although nothing is active.
    const areOfSessions = version === undefined && items.length > 0 && items.every(({ sessionId }) => sessionId);
    const active = areOfSessions ? undefined : await this.resolve(algoKey, { version });
    const results: BatchResult<Output>[] = new Array<BatchResult<Output>>(items.length);
    let done = 0;
    await inParallel(items, concurrency, async ({ input, ...ids }, index) => {
      const context = { ...ids, runId: ids.runId ?? newRunId(), trigger, version };
      const find = () => (active && !ids.sessionId ? active : this.resolve(algoKey, context));
      const result = await this.settle<Output>(find, this.computation.copyInput(input), context, signal);
      results[index] = result;
      done += 1;
      await onProgress?.({ done, total: items.length, index }, result);
    });
    return results;
  }

  /**
   * What a version takes and gives.
   *
   * @throws AlgorithmNotRegisteredError
   */
  getContract(algoKey: string, version: string): VersionContract {
    return contractOf(this.catalog.get(algoKey, version).definition);
  }

  /** What each version in code takes and gives. */
  listContracts(): ({ algoKey: string; version: string; isStub: boolean } & VersionContract)[] {
    return this.catalog.list().map(({ definition: { key, version, isStub = false } }) => {
      return { algoKey: key, version, isStub, ...this.getContract(key, version) };
    });
  }

  onApplicationBootstrap(): void {
    this.threads.start();
  }

  /** Runs that have started end, and none is started any more, before the connections of the record are closed. */
  async onApplicationShutdown(): Promise<void> {
    await this.inFlight.close();
    await this.threads.close();
  }

  private async resolve(algoKey: string, context: Omit<ExecutionContext, 'signal'>): Promise<Runnable> {
    const { version, sessionId } = context;
    const pair = await this.resolver.resolve({ algoKey, version, sessionId });
    if (!pair) throw new NothingToRunError(algoKey, version);
    return { ...pair, entry: this.catalog.get(algoKey, pair.version.version, pair.pin !== undefined) };
  }

  private async run<Output>(
    runnable: Runnable,
    read: ReadInput,
    start: RunStart,
    copy: JsonDraft,
    signal?: AbortSignal,
  ): Promise<Execution<Output>> {
    const run = await this.runs.logRunStart(start, { signal });
    if (run.status !== RunStatus.RUNNING) {
      throw new RunAlreadyFinishedError(run.id, run.status, run.errorCode, run.completedAt!);
    }
    const execution = await this.finish<Output>(runnable, read, run);
    this.answered.tell(run, runnable.version.algoKey, copy);
    return execution;
  }

  private async finish<Output>(
    { version, params }: Runnable,
    read: ReadInput,
    run: AlgoRun,
  ): Promise<Execution<Output>> {
    const computed = await this.compute(run.id, () => read.compute(params));
    await this.runs.logRunSuccess(run.id, computed.summary).catch(leaveUnknown); // it has started
    return {
      runId: run.id,
      algo: { key: version.algoKey, version: version.version },
      paramsId: params.id,
      output: computed.value as Output,
    };
  }

  private async compute(runId: string, compute: () => Computed | Promise<Computed>): Promise<Computed> {
    try {
      return await compute();
    } catch (error) {
      await this.runs.logRunFailure(runId, textOf(error), { errorCode: errorCodeOf(error) }).catch(leaveUnknown);
      throw error;
    }
  }

  /** A run of a batch, with its end as a value. */
  private async settle<Output>(
    find: () => Runnable | Promise<Runnable>,
    input: JsonDraft,
    context: KnownContext,
    signal?: AbortSignal,
  ): Promise<BatchResult<Output>> {
    const settled = async (runnable: Runnable, read: ReadInput): Promise<BatchResult<Output>> => {
      const start = startOf(runnable, read.summary, context);
      try {
        return { status: 'SUCCESS', execution: await this.run<Output>(runnable, read, start, input, signal) };
      } catch (error) {
        const recorded = await this.recordedBefore(error, start).catch(() => undefined);
        return recorded ? { status: 'RECORDED', run: recorded } : failed(error);
      }
    };
    const failed = (error: unknown): BatchResult<Output> => ({ status: 'FAILED', runId: context.runId, error });
    return this.inFlight
      .begin(async () => {
        new Attempt(signal).check();
        const runnable = await find();
        const work = (read: ReadInput) => settled(runnable, read);
        return this.computation.with(runnable.entry, input, work, { isOfBatch: true });
      })
      .catch(failed);
  }

  /** The run of an earlier attempt at a batch: of the same start, or with what was active when that attempt began. */
  private async recordedBefore(error: unknown, start: KnownStart): Promise<AlgoRun | undefined> {
    if (!(error instanceof RunAlreadyFinishedError || error instanceof RunIdTakenError)) return undefined;
    const recorded = await this.runs.getRun(error.runId);
    const checked = checkRunStart(start, (summary) => summary as JsonObject);
    return recorded.status !== RunStatus.RUNNING && isSameWork(recorded, checked) ? recorded : undefined;
  }
}
