import { Inject, Injectable } from '@nestjs/common';
import { DataSource, QueryFailedError } from 'typeorm';
import { canonicalJson } from '../contracts/canonical-json.js';
import { copyJson } from '../contracts/copy-json.js';
import { type EngineLimits, jsonLimits } from '../contracts/engine-limits.js';
import { type JsonObject } from '../contracts/json.js';
import { RunStatus } from '../contracts/run-status.js';
import { RunTrigger } from '../contracts/run-trigger.js';
import { isUuid, newRunId } from '../contracts/uuid.js';
import { AlgoRun } from '../entities/algo-run.entity.js';
import { InvalidArgumentError, InvalidJsonError } from '../errors/input.errors.js';
import { InvalidRunReferenceError, RunAlreadyFinishedError, RunNotFoundError } from '../errors/run.errors.js';
import { ENGINE_DATA_SOURCE, ENGINE_LIMITS } from '../learning-engine.tokens.js';
import { storableErrorMessage } from './error-message.js';
import { FINISH_RUN, READ_RUN, START_RUN } from './run.statements.js';

/** What is known when a run starts. Ids are UUIDs. */
export interface RunStart {
  algoVersionId: string;
  /** A parameter set of that version. */
  paramsId: string;
  /** The learner; leave it out for a run that concerns nobody in particular. */
  userId?: string | null;
  /** The test session that made the run happen. */
  sessionId?: string | null;
  /** Default `manual`. */
  trigger?: RunTrigger;
  /** What went in, in brief: a JSON object of at most 16 KiB. Default `{}`. */
  inputSummary?: object;
}

type Outcome =
  | { status: typeof RunStatus.SUCCESS; output: JsonObject | null; error: null }
  | { status: typeof RunStatus.FAILED; output: null; error: string };

/** The record of runs: a run starts RUNNING and ends once, as SUCCESS or FAILED. */
@Injectable()
export class RunsService {
  constructor(
    @Inject(ENGINE_DATA_SOURCE) private readonly dataSource: DataSource,
    @Inject(ENGINE_LIMITS) private readonly limits: EngineLimits,
  ) {}

  /**
   * Records that a run starts. Call it before the work, with what `RegistryService.resolveActive` answered.
   *
   * @example
   * ```ts
   * const run = await runs.logRunStart({ algoVersionId: version.id, paramsId: params.id, userId, trigger: 'submit' });
   * ```
   * @throws InvalidRunReferenceError when a version, parameter set, user or session is not there, or the set belongs
   * to another version
   * @throws InvalidArgumentError, InvalidJsonError naming the argument; nothing is written
   */
  async logRunStart(start: RunStart): Promise<AlgoRun> {
    const { algoVersionId, paramsId, userId = null, sessionId = null, trigger = RunTrigger.MANUAL } = start;
    for (const [name, id] of Object.entries({ algoVersionId, paramsId, userId, sessionId })) {
      if (id !== null && !isUuid(id)) throw new InvalidArgumentError(name, 'must be a UUID');
    }
    if (!Object.values(RunTrigger).includes(trigger)) {
      throw new InvalidArgumentError('trigger', `must be one of ${Object.values(RunTrigger).join(', ')}`);
    }
    const input = this.copySummary('inputSummary', start.inputSummary ?? {});
    try {
      const rows = await this.dataSource.query<AlgoRun[]>(START_RUN, [
        newRunId(),
        algoVersionId,
        paramsId,
        userId,
        sessionId,
        trigger,
        input,
      ]);
      return this.toEntity(rows[0]!);
    } catch (error) {
      throw missingReference(error) ?? error;
    }
  }

  /**
   * Records that a run ended well. The same call again changes nothing and answers the recorded run.
   *
   * @param outputSummary what came out, in brief: a JSON object of at most 16 KiB
   * @throws RunNotFoundError when no run has this id
   * @throws RunAlreadyFinishedError when the run ended otherwise; the record is unchanged
   * @throws InvalidJsonError with a pointer to what JSON cannot hold; the run stays RUNNING
   */
  async logRunSuccess(runId: string, outputSummary?: object): Promise<AlgoRun> {
    const output = outputSummary === undefined ? null : this.copySummary('outputSummary', outputSummary);
    return this.finish(runId, { status: RunStatus.SUCCESS, output, error: null });
  }

  /**
   * Records that a run failed. The same call again changes nothing and answers the recorded run.
   *
   * @param errorMessage why; what cannot be stored is escaped, and beyond 8 KiB it is cut with a marker
   * @throws RunNotFoundError when no run has this id
   * @throws RunAlreadyFinishedError when the run ended otherwise; the record is unchanged
   */
  async logRunFailure(runId: string, errorMessage: string): Promise<AlgoRun> {
    const error = storableErrorMessage(String(errorMessage), this.limits.errorMessageBytes);
    return this.finish(runId, { status: RunStatus.FAILED, output: null, error });
  }

  private async finish(runId: string, outcome: Outcome): Promise<AlgoRun> {
    if (!isUuid(runId)) throw new RunNotFoundError(String(runId));
    const values = [runId, outcome.status, outcome.output, outcome.error];
    const [finished] = await this.dataSource.query<[AlgoRun[], number]>(FINISH_RUN, values);
    if (finished[0]) return this.toEntity(finished[0]);

    // A statement of its own: joined to the update, the read could see the run as it was before a concurrent end.
    const [recorded] = await this.dataSource.query<AlgoRun[]>(READ_RUN, [runId]);
    if (!recorded) throw new RunNotFoundError(runId);
    if (isSameOutcome(recorded, outcome)) return this.toEntity(recorded);
    throw new RunAlreadyFinishedError(runId, recorded.status as Outcome['status'], recorded.completedAt!);
  }

  private copySummary(field: string, summary: object): JsonObject {
    const copy = copyJson(summary, jsonLimits(this.limits, this.limits.summaryBytes));
    if ('problem' in copy) throw new InvalidJsonError(field, copy.problem.pointer, copy.problem.reason);
    return copy.value;
  }

  private toEntity(row: AlgoRun): AlgoRun {
    return this.dataSource.manager.create(AlgoRun, row);
  }
}

const isSameOutcome = (recorded: AlgoRun, outcome: Outcome): boolean =>
  recorded.status === outcome.status &&
  recorded.errorMessage === outcome.error &&
  canonicalJson(recorded.outputSummaryJson) === canonicalJson(outcome.output);

/** Turns a foreign key violation into the engine's error: PostgreSQL's detail begins `Key (user_id)=(…)`. */
function missingReference(error: unknown): InvalidRunReferenceError | undefined {
  if (!(error instanceof QueryFailedError)) return undefined;
  const { code, detail } = error.driverError as { code?: string; detail?: string };
  if (code !== '23503') return undefined;
  const columns = /\(([^)]+)\)=/.exec(detail ?? '')?.[1]?.split(', ') ?? [];
  return new InvalidRunReferenceError(columns, { cause: error });
}
