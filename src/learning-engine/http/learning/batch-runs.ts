import { Injectable } from '@nestjs/common';
import { type Claim } from '../../idempotency/claim.js';
import { type BatchItem, type BatchOptions } from '../../execution/execution.js';
import { inParallel } from '../../execution/in-parallel.js';
import { InvalidRunReferenceError } from '../../errors/run.errors.js';
import { HostPorts } from '../host-ports.js';
import { RequestProblem } from '../problems/problem.js';
import { type AdmitOptions } from '../users.js';
import { type ItemOutcome, outcomeOfItem } from './batch-outcomes.js';
import { KeyedRuns } from './keyed-runs.js';

/** A learner for whom something is computed, maybe in a session. */
export type BatchedItem = BatchItem & { userId: string; sessionId: string | null };

const ADMITTED_AT_ONCE = 8;

/** Computes what stands in one request, each for a learner whom the host admits, and each with a run of its own. */
@Injectable()
export class BatchRuns {
  constructor(
    private readonly runs: KeyedRuns,
    private readonly host: HostPorts,
  ) {}

  /**
   * Those whom the host admits, by their place in the request; of the others, why not. The host is asked once for each learner and
   * session.
   */
  async admitted(
    items: ReadonlyMap<number, BatchedItem>,
    outcomes: Map<number, ItemOutcome>,
    options: AdmitOptions,
  ): Promise<Map<number, BatchedItem>> {
    const nameOf = ({ userId, sessionId }: BatchedItem) => `${userId} ${sessionId}`;
    const refusals = new Map<string, RequestProblem>();
    const asked = new Map([...items.values()].map((item) => [nameOf(item), item]));
    await inParallel([...asked], ADMITTED_AT_ONCE, async ([name, { userId, sessionId }]) => {
      const refusal = await this.host.users.admit(userId, sessionId, options);
      if (refusal) refusals.set(name, new RequestProblem(refusal));
    });
    return new Map(
      [...items].filter(([place, item]) => {
        const error = refusals.get(nameOf(item));
        if (error) outcomes.set(place, { error });
        return !error;
      }),
    );
  }

  /**
   * As `ExecutionService.executeMany`. Where a learner or a session is gone whom the host had admitted by what it knew before, it is
   * asked why. Whom it admits after all is not computed for: another version may be active by now.
   *
   * @param items that were admitted
   * @param outcomes gets one for each of them
   * @throws what `executeMany` throws, before anything is done
   */
  async execute(
    claim: Claim | undefined,
    algoKey: string,
    items: ReadonlyMap<number, BatchedItem>,
    outcomes: Map<number, ItemOutcome>,
    options: BatchOptions<object>,
  ): Promise<void> {
    const found = await this.runs.executeMany(claim, algoKey, [...items.values()], [...items.keys()], options);
    const gone = new Map<number, BatchedItem>();
    [...items].forEach(([place, item], index) => {
      const result = found[index]!;
      outcomes.set(place, outcomeOfItem(result));
      if (result.status === 'FAILED' && result.error instanceof InvalidRunReferenceError) gone.set(place, item);
    });
    await this.admitted(gone, outcomes, {}).catch((error: unknown) => {
      for (const place of gone.keys()) outcomes.set(place, { error }); // the others have been computed
    });
  }
}
