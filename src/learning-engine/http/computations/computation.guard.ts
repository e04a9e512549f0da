import { type CanActivate, createParamDecorator, type ExecutionContext, Injectable } from '@nestjs/common';
import { HostPorts } from '../host-ports.js';
import { type Request, type Response } from 'express';
import { finished } from 'node:stream';
import { actsForOthers, callerOf } from '../access/auth-user.js';
import { admitBody } from '../body/json-body.interceptor.js';
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
  /** Bytes of a body from which on a computation counts as one in flight. */
  slotFrom: number;
}

const boundsOf = (atATime: number, kibPerMinute: number, more: Pick<Bounds, 'baseCost' | 'slotFrom'>): Bounds => ({
  slots: atATime > 0 ? new ComputationSlots(atATime) : undefined,
  budget: kibPerMinute > 0 ? new CostBudget(kibPerMinute * KIB) : undefined,
  ...more,
});

/** As its headers say; what they do not say counts as large. */
const isSmaller = ({ headers }: Request, bytes: number): boolean =>
  headers['content-encoding'] === undefined && Number(headers['content-length']) < bytes;

const taken = new WeakMap<Request, Slot>();
const charges = new WeakMap<Request, ChargeComputations>();

/** Counts computations of a request beyond its first one. The caller may owe them: how many there are is known after the body. */
export type ChargeComputations = (more: number) => void;

/**
 * Bounds what one caller can have computed: so many at a time, and so much per minute, by the bytes of bodies and answers. Callers
 * who act for others stand for many learners, and have wider bounds. Comes after the guard that verifies tokens, and before the
 * body is read.
 */
@Injectable()
export class ComputationGuard implements CanActivate {
  private readonly ofUsers: Bounds;
  private readonly ofServices: Bounds;

  constructor({ computations }: HostPorts) {
    this.ofUsers = boundsOf(computations.perUser, computations.kibPerMinute, { baseCost: BASE_COST, slotFrom: 0 });
    // Their many small computations are what they are for. What others feel is their bytes, and the threads that they take.
    this.ofServices = boundsOf(computations.perService, computations.kibPerMinutePerService, {
      baseCost: 0,
      slotFrom: 8 * KIB,
    });
  }

  /** @throws RequestProblem `too-many-requests` */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    const caller = callerOf(request)!;
    const { userId } = caller;
    const bounds = actsForOthers(caller) ? this.ofServices : this.ofUsers;
    pay(bounds, userId, bounds.baseCost);
    const slots = isSmaller(request, bounds.slotFrom) ? undefined : bounds.slots;
    const slot = await slots?.take(userId);
    if (slots && !slot) throw tooManyRequests(1, 'Too many computations of yours are in flight.');
    if (slot) taken.set(request, slot);
    charges.set(request, (more) => bounds.budget?.charge(userId, more * bounds.baseCost));
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
  if (seconds > 0) throw tooManyRequests(seconds, 'Your computation budget for this minute is used up.');
}

/** The caller's place among their computations; one that holds nothing where they are not bounded. */
export const CurrentSlot = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Slot =>
    taken.get(context.switchToHttp().getRequest<Request>()) ?? new Slot(() => undefined),
);

/** Counts computations of the request beyond its first one. */
export const CurrentCharge = createParamDecorator((_data: unknown, context: ExecutionContext): ChargeComputations =>
  charges.get(context.switchToHttp().getRequest<Request>())!,
);
