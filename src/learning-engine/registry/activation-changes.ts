import { channel } from 'node:diagnostics_channel';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { EngineScope } from '../database/engine-scope.js';
import { type AlgoActivation } from '../database/entities/algo-activation.entity.js';
import { LockHolders } from '../database/connections/lock-holders.service.js';
import { BREAK_PINS } from '../domain/activation-flags.js';
import { type Activated, EngineEvent } from '../domain/engine-events.js';
import { Attempt } from '../database/retry/attempt.js';
import { type ChangeOptions, inTransaction } from '../database/retry/in-transaction.js';
import { InvalidArgumentError } from '../errors/input.errors.js';
import { type CheckedActivation } from './activation-context.js';
import { type ActivationChange, activatePair } from './activate-pair.js';
import { ActiveVersionCache } from '../resolution/active-version-cache.js';

const activated = channel(EngineEvent.ACTIVATED);

/** Makes a change, and gives the id of its entry in the activation log. */
export type Activate = (change: ActivationChange) => Promise<string>;

/** Says that what is to be active is so already by the last entry of its key, and gives it. */
export type Keep = <Last extends AlgoActivation | null>(last: Last) => Last;

/** Changes of what is active: each a transaction, published once it is committed. */
@Injectable()
export class ActivationChanges {
  constructor(
    private readonly scope: EngineScope,
    private readonly cache: ActiveVersionCache,
    private readonly holders: LockHolders,
  ) {}

  /**
   * Runs work that may make another pair active, in a transaction as `inTransaction` does, and publishes the change once it is
   * committed. The cache of active versions is out of date then, also after an error: the commit may have taken effect while
   * its answer was lost.
   */
  run<T>(
    context: CheckedActivation,
    { signal, beforeCommit }: ChangeOptions<T>,
    work: (manager: EntityManager, activate: Activate, keep: Keep) => Promise<T>,
  ): Promise<T> {
    const attempt = new Attempt(signal);
    const change = async (): Promise<T> => {
      const { result, announce } = await inTransaction(
        this.scope.dataSource,
        async (manager) => {
          const made = await this.within(manager, context, work);
          await beforeCommit?.(made.result, manager);
          return made;
        },
        attempt,
      ).finally(() => this.cache.invalidate());
      announce();
      return result;
    };
    return attempt.settle(this.holders.named(change()));
  }

  /**
   * The same in the transaction of the caller, who waits for other changes of the key.
   *
   * @returns also what to call once it is committed
   * @throws InvalidArgumentError when pins are to be broken, nothing is changed, and the last entry has not broken them: a call may be repeated
   */
  async within<T>(
    manager: EntityManager,
    { breakPins, ...context }: CheckedActivation,
    work: (manager: EntityManager, activate: Activate, keep: Keep) => Promise<T>,
  ): Promise<{ result: T; announce: () => void }> {
    const changes: Activated[] = [];
    let areBroken = false;
    const activate: Activate = async (change) => {
      const flags = [...(change.flags ?? []), ...(breakPins ? [BREAK_PINS] : [])];
      const id = await activatePair(manager, { ...change, flags }, context);
      const { algoKey, algoVersionId, paramsId } = change;
      changes.push({ scope: this.scope.name, algoKey, algoVersionId, paramsId });
      areBroken = breakPins;
      return id;
    };
    const keep: Keep = (last) => {
      areBroken = last?.flags.includes(BREAK_PINS) ?? false;
      return last;
    };
    const result = await work(manager, activate, keep);
    if (breakPins && !areBroken) {
      throw new InvalidArgumentError(
        'breakPins',
        'needs an entry in the activation log, and what is active stays as it is: retire the key with it, then restore the entry before',
      );
    }
    const announce = () => {
      this.cache.invalidate();
      for (const change of changes) activated.publish(change);
    };
    return { result, announce };
  }
}
