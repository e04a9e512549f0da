import { type CanActivate, createParamDecorator, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { finished } from 'node:stream';
import { actsForOthers, type Caller } from '../auth/caller.js';
import { Env } from '../config/env.js';
import { admitBody } from '../http/body-admission.js';
import { ComputationSlots, Slot } from './computation-slots.js';
import { CostBudget } from './cost-budget.js';
import { tooManyRequests } from './too-many-requests.js';

const KIB = 1024;
/** What each computation of a user costs beside its bytes: two durable commits, and the way through the service. */
const BASE_COST = 16 * KIB;

/** What one caller may have computed. What is missing is not bounded. */
interface Bounds {
  slots?: ComputationSlots;
  budget?: CostBudget;
  baseCost: number;
}

const boundsOf = (atATime: number, kibPerMinute: number, baseCost: number): Bounds => ({
  slots: atATime > 0 ? new ComputationSlots(atATime) : undefined,
  budget: kibPerMinute > 0 ? new CostBudget(kibPerMinute * KIB) : undefined,
  baseCost,
});

const slots = new WeakMap<Request, Slot>();

/**
 * Bounds what one caller can have computed: so many at a time, and so much per minute, by the bytes of bodies and answers. Callers
 * who act for others stand for many learners, and have wider bounds. Comes after the guard that verifies tokens, and before the
 * body is read.
 */
@Injectable()
export class ComputationGuard implements CanActivate {
  private readonly ofUsers: Bounds;
  private readonly ofServices: Bounds;

  constructor(@Inject(Env) env: Env) {
    this.ofUsers = boundsOf(env.COMPUTATIONS_PER_USER, env.COMPUTE_KIB_PER_MINUTE, BASE_COST);
    // Their many small computations are what they are for; what others feel is their bytes.
    this.ofServices = boundsOf(env.COMPUTATIONS_PER_SERVICE, env.COMPUTE_KIB_PER_MINUTE_PER_SERVICE, 0);
  }

  /** @throws RequestProblem `too-many-requests` */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request & { user: Caller }>();
    const { userId } = request.user;
    const bounds = actsForOthers(request.user) ? this.ofServices : this.ofUsers;
    pay(bounds, userId, bounds.baseCost);
    const slot = await bounds.slots?.take(userId);
    if (bounds.slots && !slot) throw tooManyRequests(1, 'Too many computations of yours are in flight.');
    if (slot) slots.set(request, slot);
    admitBody(request, (bytes) => pay(bounds, userId, bytes));
    const response = context.switchToHttp().getResponse<Response>();
    finished(response, () => {
      bounds.budget?.charge(userId, Number(response.getHeader('content-length') ?? 0));
      slot?.leave();
    });
    return true;
  }
}

function pay({ budget }: Bounds, userId: string, cost: number): void {
  const seconds = budget?.pay(userId, cost) ?? 0;
  if (seconds > 0) throw tooManyRequests(seconds, 'You had as much computed as you may in a minute.');
}

/** The caller's place among their computations; one that holds nothing where they are not bounded. */
export const CurrentSlot = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Slot =>
    slots.get(context.switchToHttp().getRequest<Request>()) ?? new Slot(() => undefined),
);
