import { Injectable } from '@nestjs/common';
import { type Claim } from '../../idempotency/claim.js';
import { type Execution, type ExecutionContext } from '../../execution/execution.js';
import { ExecutionService } from '../../execution/execution.service.js';
import { newRunId } from '../../domain/uuid.js';
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
}

/** What failed otherwise than by its input had no answer that counts. */
const canComeToItsEnd = ({ status, errorCode }: AlgoRun): boolean =>
  status !== 'FAILED' || errorCode === 'INVALID_INPUT';

function orNone(error: unknown): undefined {
  if (!(error instanceof RunNotFoundError)) throw error;
}

/** Its lease ran out while it was computed again. */
function unlessAbandoned(error: unknown): undefined {
  if (!(error instanceof RunAlreadyFinishedError) || error.recordedStatus !== 'FAILED') throw error;
}
