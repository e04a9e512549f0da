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
/** What each computation costs beside its bytes: two durable commits, and the way through the service. */
const BASE_COST = 16 * KIB;

const slots = new WeakMap<Request, Slot>();

/**
 * Bounds what one user can have computed: so many at a time, and so much per minute, by the bytes of bodies and answers. Callers
 * who act for others stand for many learners, and are not bounded. Comes after the guard that verifies tokens, and before the
 * body is read.
 */
@Injectable()
export class ComputationGuard implements CanActivate {
  private readonly slots?: ComputationSlots;
  private readonly budget?: CostBudget;

  constructor(@Inject(Env) { COMPUTATIONS_PER_USER, COMPUTE_KIB_PER_MINUTE }: Env) {
    if (COMPUTATIONS_PER_USER > 0) this.slots = new ComputationSlots(COMPUTATIONS_PER_USER);
    if (COMPUTE_KIB_PER_MINUTE > 0) this.budget = new CostBudget(COMPUTE_KIB_PER_MINUTE * KIB);
  }

  /** @throws RequestProblem `too-many-requests` */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request & { user: Caller }>();
    if (actsForOthers(request.user)) return true;
    const { userId } = request.user;
    this.pay(userId, BASE_COST);
    const slot = await this.slots?.take(userId);
    if (this.slots && !slot) throw tooManyRequests(1, 'Too many computations of yours are in flight.');
    if (slot) slots.set(request, slot);
    admitBody(request, (bytes) => this.pay(userId, bytes));
    const response = context.switchToHttp().getResponse<Response>();
    finished(response, () => {
      this.budget?.charge(userId, Number(response.getHeader('content-length') ?? 0));
      slot?.leave();
    });
    return true;
  }

  private pay(userId: string, cost: number): void {
    const seconds = this.budget?.pay(userId, cost) ?? 0;
    if (seconds > 0) throw tooManyRequests(seconds, 'You had as much computed as a user may in a minute.');
  }
}

/** The caller's place among their computations; one that holds nothing where they are not bounded. */
export const CurrentSlot = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Slot =>
    slots.get(context.switchToHttp().getRequest<Request>()) ?? new Slot(() => undefined),
);
