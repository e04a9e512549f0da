import { HttpCode, Post, Req, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Request } from 'express';
import { admitOptions } from '../admitted.js';
import { Access } from '../access/access.guard.js';
import { actsForOthers, type AuthUser, CurrentUser } from '../access/auth-user.js';
import { BodyLimit } from '../body/json-body.interceptor.js';
import { type Slot } from '../computations/computation-slots.js';
import {
  type ChargeComputations,
  ComputationGuard,
  CurrentCharge,
  CurrentSlot,
} from '../computations/computation.guard.js';
import { HostPorts } from '../host-ports.js';
import { Writes } from '../idempotency/writes.decorator.js';
import { Problems } from '../problems/problems.decorator.js';
import { CurrentWork, type Work } from '../requests/work.js';
import { requestIdOf } from '../requests/request-context.js';
import { EngineController } from '../route-rules.js';
import { AlgoKeyParam } from '../validation/path-params.js';
import { checkedEntry, ValidBody } from '../validation/request-validation.js';
import { batchAnswer } from './batch-answer.js';
import { type ItemOutcome } from './batch-outcomes.js';
import { BatchRequest } from './batch.request.js';
import { BatchResponse } from './batch.response.js';
import { type BatchedItem, BatchRuns } from './batch-runs.js';
import { batchExamples } from './compute.examples.js';
import { ComputeItem } from './compute.request.js';
import { learnerFor, triggerBy } from './may-compute.js';

const MEBIBYTE = 1024 * 1024;

/** Before the deadline of the request: what has not begun by then can still be said to be not done. */
const BEGUN_WITHIN_MS = 4000;

/** So many commit together, and so many small computations at most keep the event loop busy in one go. */
const AT_ONCE = 32;

@ApiTags('learning')
@EngineController('v1/learning/:algo_key/batch')
export class BatchController {
  constructor(
    private readonly runs: BatchRuns,
    private readonly host: HostPorts,
  ) {}

  @Post()
  @Writes()
  @HttpCode(200)
  @UseGuards(ComputationGuard) // above @Access: guards run from below
  @Access('user')
  @BodyLimit(MEBIBYTE)
  @ApiOperation({
    operationId: 'computeBatch',
    summary: 'Run the active version of an algorithm for up to 500 inputs',
    description:
      'Each as `compute` would, with a run of its own, and all with one version and its parameters; those of a session as the session is. ' +
      'Each has a result, in their order: a computation or a problem. What a problem says of one does not touch the others. ' +
      'What was not begun within 4 seconds has the problem `service-unavailable`: send it again.',
  })
  @ApiOkResponse({ type: BatchResponse })
  @Problems('forbidden', 'algorithm-not-found', 'user-erased', 'params-altered', 'not-implemented')
  async computeBatch(
    @AlgoKeyParam() algoKey: string,
    @ValidBody(batchExamples) request: BatchRequest,
    @CurrentUser() caller: AuthUser,
    @CurrentWork() work: Work,
    @CurrentSlot() slot: Slot,
    @CurrentCharge() charge: ChargeComputations,
    @Req() sent: Request,
  ): Promise<BatchResponse> {
    const trigger = triggerBy(caller, request.trigger);
    charge(request.items.length - 1);
    const { items, outcomes } = judged(request.items, caller);
    const options = {
      trigger,
      concurrency: actsForOthers(caller) || this.host.computations.perUser === 0 ? AT_ONCE : 1,
      signal: AbortSignal.any([work.signal, AbortSignal.timeout(BEGUN_WITHIN_MS)]),
    };
    await slot.during(async () => {
      const admitted = await this.runs.admitted(items, outcomes, admitOptions(work.claim));
      if (admitted.size === 0) return;
      work.begin();
      await this.runs.execute(work.claim, algoKey, admitted, outcomes, options);
    });
    return batchAnswer(outcomes, new Set([...items.values()].map(({ userId }) => userId)), work, requestIdOf(sent));
  }
}

/** The items by their places, and what came of those that are none. */
function judged(sent: readonly unknown[], caller: AuthUser) {
  const items = new Map<number, BatchedItem>();
  const outcomes = new Map<number, ItemOutcome>();
  sent.forEach((entry, place) => {
    try {
      const { input, user_id, session_id } = checkedEntry(entry, ComputeItem);
      items.set(place, { input, userId: learnerFor(caller, user_id), sessionId: session_id?.toLowerCase() ?? null });
    } catch (error) {
      outcomes.set(place, { error });
    }
  });
  return { items, outcomes };
}
