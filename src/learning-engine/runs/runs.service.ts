import { Inject, Injectable, Logger } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { EngineScope } from '../database/engine-scope.js';
import { EngineConnections } from '../database/connections/engine-connections.js';
import { type PoolState } from '../database/connections/pool-state.js';
import { copyJson } from '../json/copy-json.js';
import { type EngineLimits, jsonLimits } from '../options/engine-limits.js';
import { type JsonObject } from '../json/json.js';
import { type RunSettings } from '../options/run-settings.js';
import { RunStatus } from '../domain/run-status.js';
import { isUuid } from '../domain/uuid.js';
import { type AlgoRun } from '../database/entities/algo-run.entity.js';
import { Attempt } from '../database/retry/attempt.js';
import { leaveUnknown } from '../database/retry/query-with-retry.js';
import { explainRestored } from '../errors/feed.errors.js';
import { InvalidArgumentError, InvalidJsonError } from '../errors/input.errors.js';
import { RunAlreadyFinishedError, RunIdTakenError, RunNotFoundError } from '../errors/run.errors.js';
import { ENGINE_LIMITS, ENGINE_RUN_SETTINGS } from '../learning-engine.tokens.js';
import { storableErrorMessage } from './error-message.js';
import { type EndedRun, tellOfEnd } from './ended-run.js';
import { rejectReference } from './missing-reference.js';
import { isSameOutcome, type RunOutcome } from './run-outcome.js';
import { runOfRow } from './run.table.js';
import { checkRunStart, isSameStart, type RunStart } from './run-start.js';
import { RunWriter } from './run-writer.js';
import { TELL_FAILURES } from './run-failures.statements.js';
import { COUNT_STALE_RUNS, EXTEND_LEASE, READ_RUN, REAP_RUNS } from './run.statements.js';

/** In whose transaction a run is recorded. */
export interface RunRecording {
  /**
   * Joins the transaction of this manager. Without it, what is recorded is committed at once, on a connection of the
   * engine's own, and stays whatever becomes of the caller. With it, the run can refer to rows that the transaction has
   * not committed yet, and a rollback erases the record with the rest. A statement that failed before, a rejected start
   * included, has ended such a transaction for all that follows, unless it was within a savepoint: InvalidArgumentError.
   */
  manager?: EntityManager;
}

/** As `RunRecording`, for the start of a run. */
export interface RunStartRecording extends RunRecording {
  /** Gives up when it is aborted: with a CallAbortedError, and no run is started. Once the start was sent, it goes on. */
  signal?: AbortSignal;
}

const ERROR_CODE = /^[A-Z][A-Z0-9_]{0,63}$/;
const REAPED_AT_A_TIME = 500;
const TOLD_AT_A_TIME = 5000;
/** Failures are told of together, however many processes there are: the first one waits that long for others. */
const GATHERED_SECONDS = 60;

/**
 * The record of runs: a run starts RUNNING and ends once, as SUCCESS or FAILED. A run that gives no sign of life until its
 * lease expires ends as FAILED with the code ABANDONED.
 *
 * Every method throws DatabaseUnavailableError when the database cannot do its part.
 */
@Injectable()
export class RunsService {
  private readonly logger = new Logger('LearningEngine');

  /** @internal Nest makes it. */
  constructor(
    @Inject(ENGINE_LIMITS) private readonly limits: EngineLimits,
    @Inject(ENGINE_RUN_SETTINGS) private readonly settings: RunSettings,
    private readonly scope: EngineScope,
    private readonly store: EngineConnections,
    private readonly writer: RunWriter,
  ) {}

  /**
   * Records that a run starts. Call it before the work, with what `RegistryService.resolveActive` answered. With a
   * `runId` of the caller's, the same call again answers the recorded run, in whatever state it is by then.
   *
   * @example
   * ```ts
   * const run = await runs.logRunStart({ algoVersionId: version.id, paramsId: params.id, userId, trigger: 'submit' });
   * ```
   * @throws InvalidRunReferenceError when a version, parameter set, user or session is not there, or the set belongs
   * to another version
   * @throws RunIdTakenError when another run has this id
   * @throws InvalidArgumentError, InvalidJsonError naming the argument; nothing is written
   * @throws CallAbortedError when the signal was aborted in time; nothing is written
   */
  async logRunStart(start: RunStart, { manager, signal }: RunStartRecording = {}): Promise<AlgoRun> {
    const checked = checkRunStart(start, (summary) => this.copySummary('inputSummary', summary));
    const attempt = new Attempt(signal);
    attempt.check();
    const written = this.writer.start(checked, this.settings.leaseSeconds, attempt, manager);
    const started = await attempt.settle(written).catch(rejectReference);
    if (started) return runOfRow(started);

    const recorded = await this.readBack(checked.id, manager);
    if (isSameStart(recorded, checked)) return recorded;
    throw new RunIdTakenError(checked.id);
  }

  /**
   * Records that a run ended well. The same call again changes nothing and answers the recorded run.
   *
   * @param outputSummary what came out, in brief: a JSON object of at most 16 KiB
   * @throws RunNotFoundError when no run has this id
   * @throws RunAlreadyFinishedError when the run ended otherwise; the record is unchanged
   * @throws InvalidJsonError with a pointer to what JSON cannot hold; the run stays RUNNING
   */
  async logRunSuccess(runId: string, outputSummary?: object, recording: RunRecording = {}): Promise<AlgoRun> {
    const outputSummaryJson = outputSummary === undefined ? null : this.copySummary('outputSummary', outputSummary);
    return this.finish(
      runId,
      { status: RunStatus.SUCCESS, outputSummaryJson, errorMessage: null, errorCode: null },
      recording,
    );
  }

  /**
   * Records that a run failed. The same call again changes nothing and answers the recorded run.
   *
   * @param errorMessage why; what cannot be stored is escaped, and beyond 8 KiB it is cut with a marker
   * @param options.errorCode what kind of failure, for programs: upper case letters, digits and underscores
   * @throws RunNotFoundError when no run has this id
   * @throws RunAlreadyFinishedError when the run ended otherwise; the record is unchanged
   */
  async logRunFailure(
    runId: string,
    errorMessage: string,
    { errorCode, ...recording }: RunRecording & { errorCode?: string } = {},
  ): Promise<AlgoRun> {
    if (errorCode !== undefined && !ERROR_CODE.test(errorCode)) {
      throw new InvalidArgumentError('errorCode', 'must be 1 to 64 upper case letters, digits and underscores');
    }
    const error = storableErrorMessage(errorMessage, this.limits.errorMessageBytes);
    return this.finish(
      runId,
      { status: RunStatus.FAILED, outputSummaryJson: null, errorMessage: error, errorCode: errorCode ?? null },
      recording,
    );
  }

  /**
   * Says that a run is alive: its lease begins anew. Call it more often than the lease lasts, if the work may take longer.
   *
   * @returns the run, with the new end of its lease
   * @throws RunNotFoundError when no run has this id
   * @throws RunAlreadyFinishedError when the run has ended, for example as ABANDONED: stop the work
   */
  async heartbeat(runId: string): Promise<AlgoRun> {
    if (!isUuid(runId)) throw new RunNotFoundError(String(runId));
    const { changed, recorded } = await this.changeRunning(runId, async () => {
      const [[run]] = await this.store.write<[AlgoRun[], number]>(EXTEND_LEASE, [runId, this.settings.leaseSeconds]);
      return run;
    });
    if (changed) return runOfRow(changed);
    throw this.alreadyFinished(recorded, 'a heartbeat');
  }

  /**
   * A run record.
   *
   * @throws RunNotFoundError when no run has this id
   */
  async getRun(runId: string): Promise<AlgoRun> {
    if (!isUuid(runId)) throw new RunNotFoundError(String(runId));
    return this.read(runId);
  }

  /**
   * Ends all runs whose lease has expired, as FAILED with the code ABANDONED. The module does this by itself every
   * `sweepSeconds`, unless its `reaper` is off.
   *
   * @returns the ids of the runs that this call ended
   */
  async reapStaleRuns(): Promise<string[]> {
    const reaped: string[] = [];
    for (;;) {
      const [rows] = await this.store.write<[EndedRun[], number]>(REAP_RUNS, [REAPED_AT_A_TIME]);
      rows.forEach((run) => tellOfEnd(this.scope.name, run));
      reaped.push(...rows.map(({ id }) => id));
      if (rows.length < REAPED_AT_A_TIME) return reaped;
    }
  }

  /** How many runs are RUNNING although their lease has expired: with a reaper somewhere, hardly any for long. */
  async countStaleRuns(): Promise<number> {
    const [row] = await this.store.query<{ count: number }[]>(COUNT_STALE_RUNS, []);
    return row!.count;
  }

  /**
   * Records events `runs.failed` of live runs that failed: one for each version and error code, at most once a minute. The reaper calls
   * it, and of however many processes call it, each run is told of once. Without a reaper, call it by yourself.
   *
   * @returns of how many runs it has told
   * @throws DatabaseRestoredError when no epoch was opened since a backup was restored; they are told of afterwards
   */
  async tellFailures(): Promise<number> {
    for (let all = 0; ;) {
      const [row] = await this.store
        .write<{ told: number }[]>(TELL_FAILURES, [TOLD_AT_A_TIME, GATHERED_SECONDS])
        .catch((error: unknown) => {
          throw explainRestored(error);
        });
      all += row!.told;
      if (row!.told < TOLD_AT_A_TIME) return all;
    }
  }

  /** The connections of the record of runs at this moment. */
  connections(): PoolState {
    return this.store.connections();
  }

  private async finish(runId: string, outcome: RunOutcome, { manager }: RunRecording): Promise<AlgoRun> {
    if (!isUuid(runId)) throw new RunNotFoundError(String(runId));
    const { changed, recorded } = await this.changeRunning(
      runId,
      () => this.writer.finish(runId.toLowerCase(), outcome, manager),
      manager,
    );
    if (changed) {
      const { algoKey, version, durationMs, ...run } = changed;
      // The caller's transaction is not committed, and may never be.
      if (!manager) tellOfEnd(this.scope.name, { ...run, algoKey, version, durationMs });
      return runOfRow(run);
    }
    if (isSameOutcome(recorded, outcome)) return recorded;
    throw this.alreadyFinished(recorded, `an end as ${outcome.status}`);
  }

  /**
   * Changes a run that is RUNNING; one that has ended is read. By a statement of its own: joined to the change, it could see
   * the run as it was before a concurrent end. If it is RUNNING then, its start was in the transaction of a caller, who
   * committed between the two: the change finds it now.
   */
  private async changeRunning<Row extends AlgoRun>(
    runId: string,
    change: () => Promise<Row | undefined>,
    manager?: EntityManager,
  ): Promise<{ changed: Row; recorded?: undefined } | { changed?: undefined; recorded: AlgoRun }> {
    for (let isAgain = false; ; isAgain = true) {
      const changed = await change();
      if (changed) return { changed };
      const recorded = await this.readBack(runId, manager);
      if (recorded.status !== RunStatus.RUNNING) return { recorded };
      if (isAgain) throw new Error(`Run ${runId} is RUNNING, and a trigger or policy keeps changes from it`);
    }
  }

  /** After a write that changed nothing: an earlier sending of it may have, whose answer was lost. */
  private async readBack(runId: string, manager?: EntityManager): Promise<AlgoRun> {
    return this.read(runId, manager).catch(leaveUnknown);
  }

  private async read(runId: string, manager?: EntityManager): Promise<AlgoRun> {
    const [run] = await this.store.query<AlgoRun[]>(READ_RUN, [runId], manager);
    if (!run) throw new RunNotFoundError(runId);
    return runOfRow(run);
  }

  private alreadyFinished({ id, status, errorCode, completedAt }: AlgoRun, rejected: string): RunAlreadyFinishedError {
    const error = new RunAlreadyFinishedError(id, status as RunOutcome['status'], errorCode, completedAt!);
    this.logger.warn(`Rejected ${rejected}: ${error.message}`);
    return error;
  }

  private copySummary(field: string, summary: object): JsonObject {
    const copy = copyJson(summary, jsonLimits(this.limits, this.limits.summaryBytes));
    if ('problem' in copy) throw new InvalidJsonError(field, copy.problem.pointer, copy.problem.reason);
    return copy.value;
  }
}
