import { Injectable } from '@nestjs/common';
import { type Claim } from '../../idempotency/claim.js';
import {
  type BatchItem,
  type BatchOptions,
  type BatchResult,
  type Execution,
  type ExecutionContext,
} from '../../execution/execution.js';
import { inParallel } from '../../execution/in-parallel.js';
import { ExecutionService } from '../../execution/execution.service.js';
import { newRunId, partId } from '../../domain/uuid.js';
import { RunAlreadyFinishedError, RunNotFoundError } from '../../errors/run.errors.js';
import { RunsService } from '../../runs/runs.service.js';
import { type AlgoRun } from '../../database/entities/algo-run.entity.js';

/** Computations whose request may come again: under one key, one run computes. */
@Injectable()
export class KeyedRuns {
  constructor(
    private readonly execution: ExecutionService,
    private readonly runs: RunsService,
  ) {}

  /**
   * As `ExecutionService.execute`. The run of an earlier request with the key is taken up again, if it can come to the end
   * that this request is to get.
   */
  async execute(
    claim: Claim | undefined,
    algoKey: string,
    input: object,
    context: ExecutionContext,
  ): Promise<Execution<object>> {
    if (!claim) return this.execution.execute<object>(algoKey, input, context);
    if (claim.runId !== null) {
      const run = await this.runs.getRun(claim.runId).catch(orNone);
      if (!run) return this.execution.execute<object>(algoKey, input, { ...context, runId: claim.runId });
      const resumed = canComeToItsEnd(run) && (await this.execution.resume<object>(run, input).catch(unlessAbandoned));
      if (resumed) return resumed;
    }
    const runId = newRunId();
    await claim.useRun(runId);
    return this.execution.execute<object>(algoKey, input, { ...context, runId });
  }

  /**
   * As `ExecutionService.executeMany`. The runs of an earlier request with the key are taken up again; those that it did not begin
   * have the ids that they would have had.
   *
   * @param places of the items in the request: they tell its runs apart
   * @throws what `executeMany` throws, before anything is done: once a run was taken up, it is the result of the items that are left
   */
  async executeMany(
    claim: Claim | undefined,
    algoKey: string,
    items: readonly BatchItem[],
    places: readonly number[],
    options: BatchOptions<object>,
  ): Promise<BatchResult<object>[]> {
    if (!claim) return this.execution.executeMany<object>(algoKey, items, options);
    const id = claim.runId ?? newRunId();
    if (claim.runId === null) await claim.useRun(id);
    const named = items.map((item, index) => ({ ...item, runId: partId(id, String(places[index])) }));
    const resumed = claim.runId === null ? [] : await this.resumeAll(named, options.signal);
    const rest = named.filter((_, index) => resumed[index] === undefined);
    const failedOf = (error: unknown): BatchResult<object>[] => {
      if (rest.length === named.length) throw error;
      return rest.map(({ runId }) => ({ status: 'FAILED', runId, error }));
    };
    const executed =
      rest.length > 0 ? await this.execution.executeMany<object>(algoKey, rest, options).catch(failedOf) : [];
    return named.map((_, index) => resumed[index] ?? executed.shift()!);
  }

  /** What came of those that have a run. What has none, or one that has no answer that counts, gets the id for a new one. */
  private async resumeAll(
    items: (BatchItem & { runId: string })[],
    signal?: AbortSignal,
  ): Promise<(BatchResult<object> | undefined)[]> {
    const results: (BatchResult<object> | undefined)[] = [];
    await inParallel(items, RESUMED_AT_ONCE, async (item, index) => {
      while (results[index] === undefined && signal?.aborted !== true) {
        try {
          const run = await this.runs.getRun(item.runId).catch(orNone);
          if (!run) return;
          if (canComeToItsEnd(run)) results[index] = await this.resume(run, item.input);
          item.runId = partId(run.id, 'again');
        } catch (error) {
          results[index] = { status: 'FAILED', runId: item.runId, error };
        }
      }
    });
    return results;
  }

  /** @returns undefined when it was abandoned meanwhile */
  private async resume(run: AlgoRun, input: object): Promise<BatchResult<object> | undefined> {
    try {
      return { status: 'SUCCESS', execution: await this.execution.resume<object>(run, input) };
    } catch (error) {
      return isAbandoned(error) ? undefined : { status: 'FAILED', runId: run.id, error };
    }
  }
}

const RESUMED_AT_ONCE = 4;

/** What failed otherwise than by its input had no answer that counts. */
const canComeToItsEnd = ({ status, errorCode }: AlgoRun): boolean =>
  status !== 'FAILED' || errorCode === 'INVALID_INPUT';

function orNone(error: unknown): undefined {
  if (!(error instanceof RunNotFoundError)) throw error;
}

/** Its lease ran out while it was computed again. */
function unlessAbandoned(error: unknown): undefined {
  if (!isAbandoned(error)) throw error;
}

const isAbandoned = (error: unknown): boolean =>
  error instanceof RunAlreadyFinishedError && error.recordedStatus === 'FAILED';
