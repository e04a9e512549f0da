import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { EngineScope } from '../database/engine-scope.js';
import { ActivationKind } from '../domain/activation-kind.js';
import { AlgoStatus } from '../domain/algo-status.js';
import { isStorableText } from '../json/json-text.js';
import { isUuid } from '../domain/uuid.js';
import { AlgoActivation } from '../database/entities/algo-activation.entity.js';
import { AlgoParams } from '../database/entities/algo-params.entity.js';
import { AlgoVersion } from '../database/entities/algo-version.entity.js';
import { type ChangeOptions } from '../database/retry/in-transaction.js';
import { queryWithRetry } from '../database/retry/query-with-retry.js';
import { checkInstant } from '../errors/input.errors.js';
import {
  ActivationNotFoundError,
  AlgoVersionNotFoundError,
  NothingToRetireError,
  NothingToRollBackError,
  ParamsNotFoundError,
} from '../errors/registry.errors.js';
import { rejectOtherContent } from '../database/entities/intact-params.js';
import {
  checkActivationContext,
  checkEvidence,
  type GatedContext,
  namesEvidence,
  checkActivationId,
  checkExpectedLast,
  checkRestoredMoment,
  type RestoreContext,
  type RetireContext,
  type RollbackContext,
  type VersionActivation,
} from './activation-context.js';
import { type Activate, ActivationChanges, type Keep } from './activation-changes.js';
import { ActivationGate } from './gate/activation-gate.js';
import { lockAlgoKey, setActiveParams } from './activate-pair.js';
import { type ActivePair } from '../resolution/active-pairs.js';
import { VersionResolver } from '../resolution/version-resolver.js';
import {
  entryAt,
  findParams,
  goBackTo,
  lastEntry,
  rejectOtherLast,
  restorableEntry,
  rollbackTarget,
  writtenEntry,
} from './log-entries.js';
import { findSet, keyOfParams } from './sets.js';
import { RunnablePairs } from './runnable-pairs.js';

/**
 * Active versions, how they change, and what was active before.
 *
 * Every method throws DatabaseUnavailableError when the database cannot do its part.
 */
@Injectable()
export class RegistryService {
  /** @internal Nest makes it. */
  constructor(
    private readonly scope: EngineScope,
    private readonly resolver: VersionResolver,
    private readonly runnable: RunnablePairs,
    private readonly changes: ActivationChanges,
    private readonly gate: ActivationGate,
  ) {}

  /** The ACTIVE version of a key, or null when the key is unknown or has none. */
  async getActiveAlgoVersion(algoKey: string): Promise<AlgoVersion | null> {
    if (!isStorableText(algoKey)) return null;
    return queryWithRetry(() =>
      this.scope.dataSource.manager.findOneBy(AlgoVersion, { algoKey, status: AlgoStatus.ACTIVE }),
    );
  }

  /** The active parameter set of a version, or null when the version is unknown or has none. */
  async getActiveParams(algoVersionId: string): Promise<AlgoParams | null> {
    if (!isUuid(algoVersionId)) return null;
    return queryWithRetry(() => this.scope.dataSource.manager.findOneBy(AlgoParams, { algoVersionId, isActive: true }));
  }

  /**
   * The active version of a key together with its active parameters, never the version of one moment with the parameters of
   * another. Null when the key is unknown, has no ACTIVE version, or that version has no active parameters.
   *
   * Usually costs no statement: the process caches the active versions. A change that this process made is in the answer of the
   * next call; one that another process made is after `registry.maxAgeMs`, 500 ms by default. What the process knows for
   * longer than that is no answer: then the database is asked. The pair is shared and frozen, its JSON included.
   *
   * @example
   * ```ts
   * const active = await registry.resolveActive(AlgoKey.MASTERY);
   * if (active) console.log(active.version.version, active.params.paramsJson);
   * ```
   * @throws ParamsChecksumError when the content of the active set is not what its checksum says
   */
  async resolveActive(algoKey: string): Promise<ActivePair | null> {
    return this.resolver.active(algoKey);
  }

  /**
   * A version by its name, whatever its status, together with its active parameters: for trying one that is not active.
   * Asked on the engine's own connections, for callers that hold all of the host's.
   *
   * @throws AlgoVersionNotFoundError when the registry has no such version
   * @throws ParamsChecksumError when the content of its active set is not what its checksum says
   * @returns null when the version has no active parameters
   */
  async resolveVersion(algoKey: string, version: string): Promise<ActivePair | null> {
    return this.resolver.named(algoKey, version);
  }

  /** A parameter set with its version, whatever their state: what a run was computed with. Null when there is no such set. */
  async resolveParams(paramsId: string): Promise<ActivePair | null> {
    if (!isUuid(paramsId)) return null;
    const params = await queryWithRetry(() =>
      this.scope.dataSource.manager.findOne(AlgoParams, { where: { id: paramsId }, relations: { algoVersion: true } }),
    );
    if (params) rejectOtherContent(params);
    return params && { version: params.algoVersion!, params };
  }

  /**
   * What was active for a key at an instant, read from the activation log: the pair whose entry was the last one by then. Null
   * when the key is unknown, was not active yet, or its version had no active parameters then. The rows are given as they
   * are now: their content never changes, their flags do.
   *
   * @param instant with the resolution of `Date`: an entry counts from its own millisecond on
   */
  async resolveActiveAt(algoKey: string, instant: Date): Promise<ActivePair | null> {
    const at = checkInstant('instant', instant);
    if (!isStorableText(algoKey)) return null;
    const entry = await queryWithRetry(() => entryAt(this.scope.dataSource.manager, algoKey, at));
    if (!entry?.paramsId) return null;
    return this.resolveParams(entry.paramsId);
  }

  /** Every change of the active version of a key, the newest first; empty for an unknown key. */
  async getHistory(algoKey: string): Promise<AlgoActivation[]> {
    if (!isStorableText(algoKey)) return [];
    return queryWithRetry(() =>
      this.scope.dataSource.manager.find(AlgoActivation, { where: { algoKey }, order: { id: 'DESC' } }),
    );
  }

  /**
   * Makes a version active with a parameter set of it, in one transaction with one entry in the activation log; the version
   * that was ACTIVE becomes DEPRECATED. Without `paramsId` it is the active set of the version, and where it has none, the set
   * of its defaults, which is stored. Changes of one key wait for each other; runs never wait for them. Activating what is
   * active already writes nothing.
   *
   * @example
   * ```ts
   * await registry.activateAlgoVersion('mastery', 'v1', { reason: 'Won the trial of week 44', actorUserId });
   * ```
   * @returns the version as it is now
   * @throws AlgoVersionNotFoundError when the registry has no such version; nothing is changed
   * @throws ParamsNotFoundError when the version has no such set; nothing is changed
   * @throws CannotActivateError when this process has no code for the version, or the set is not intact and valid; nothing is
   * changed
   * @throws NotTheLastActivationError when `expectedActivationId` is not the last entry of the key; nothing is changed
   * @throws EvidenceNotFoundError, EvidenceStaleError, EvidenceUsedError when a digest says nothing of this change; nothing is changed
   * @throws GateClosedError when the gate of the key needs evidence, and what is named does not speak for it; nothing is changed
   * @throws InvalidArgumentError naming the argument; nothing is changed
   */
  async activateAlgoVersion(algoKey: string, version: string, context: VersionActivation = {}): Promise<AlgoVersion> {
    const { checked, change } = this.activation(algoKey, version, context);
    return this.changes.run(checked, context, change);
  }

  /**
   * As `activateAlgoVersion`, in the transaction of the caller, at READ COMMITTED.
   *
   * @internal
   * @returns the last entry of the key, and what to call once it is committed
   */
  async activateWithin(
    manager: EntityManager,
    algoKey: string,
    version: string,
    context: Omit<VersionActivation, keyof ChangeOptions<AlgoVersion>>,
  ): Promise<{ activationId: string; announce: () => void }> {
    const { checked, change } = this.activation(algoKey, version, context);
    const { announce } = await this.changes.within(manager, checked, change);
    return { activationId: String((await lastEntry(manager, algoKey))!.id), announce };
  }

  /** What makes it active, under the lock of the key. */
  private activation(algoKey: string, version: string, context: Omit<VersionActivation, 'beforeCommit'>) {
    const checked = checkActivationContext(context);
    const expectedId = checkExpectedLast(context);
    const evidence = checkEvidence(context);
    const { paramsId } = context;
    if (!isStorableText(algoKey) || !isStorableText(version)) throw new AlgoVersionNotFoundError({ algoKey, version });
    const change = async (manager: EntityManager, activate: Activate, keep: Keep): Promise<AlgoVersion> => {
      await lockAlgoKey(manager, this.scope, algoKey);
      const wanted = await manager.findOneBy(AlgoVersion, { algoKey, version });
      if (!wanted) throw new AlgoVersionNotFoundError({ algoKey, version });
      if (expectedId !== undefined) rejectOtherLast(algoKey, await lastEntry(manager, algoKey), expectedId);

      const named = await findSet(manager, wanted, paramsId);
      const set = named ?? (await this.runnable.withDefaults(manager, wanted, checked.actorUserId));
      await this.runnable.rejectUnlessRunnable(wanted, set);
      const isActive = wanted.status === AlgoStatus.ACTIVE && set.isActive;
      if (isActive && checked.breakPins) keep(await lastEntry(manager, algoKey));
      if (isActive && !namesEvidence(evidence)) return wanted;
      const admission = await this.gate.admit(manager, { version: wanted, paramsId: set.id }, evidence);
      if (isActive) return wanted;
      const pair = { algoKey, algoVersionId: wanted.id, paramsId: set.id };
      await activate({ ...pair, ...admission, kind: ActivationKind.ACTIVATE });
      return manager.findOneByOrFail(AlgoVersion, { id: wanted.id });
    };
    return { checked, change };
  }

  /**
   * Makes a parameter set the active one of its version. When the version is active, the pair changes, and the activation log
   * gets an entry in the same transaction. Activating the active set writes nothing.
   *
   * @returns the set as it is now
   * @throws ParamsNotFoundError when there is no such set; nothing is changed
   * @throws CannotActivateError when this process has no code for the version, or the set is not intact and valid; nothing is
   * changed
   * @throws EvidenceNotFoundError, EvidenceStaleError, EvidenceUsedError, GateClosedError as `activateAlgoVersion`, when the version is
   * active
   * @throws InvalidArgumentError naming the argument; nothing is changed
   */
  async activateParams(paramsId: string, context: GatedContext<AlgoParams> = {}): Promise<AlgoParams> {
    const checked = checkActivationContext(context);
    const evidence = checkEvidence(context);
    if (!isUuid(paramsId)) throw new ParamsNotFoundError(paramsId);
    return this.changes.run(checked, context, async (manager, activate, keep) => {
      const algoKey = await keyOfParams(manager, paramsId);
      await lockAlgoKey(manager, this.scope, algoKey);
      const wanted = await findParams(manager, paramsId);
      const version = wanted.algoVersion!;
      await this.runnable.rejectUnlessRunnable(version, wanted);
      const pair = { algoKey, algoVersionId: wanted.algoVersionId, paramsId };
      if (!wanted.isActive && version.status === AlgoStatus.ACTIVE) {
        const admission = await this.gate.admit(manager, { version, paramsId }, evidence);
        await activate({ ...pair, ...admission, kind: ActivationKind.PARAMS });
      } else if (!wanted.isActive) await setActiveParams(manager, pair);
      else if (version.status === AlgoStatus.ACTIVE) keep(await lastEntry(manager, algoKey));
      return manager.findOneByOrFail(AlgoParams, { id: paramsId });
    });
  }

  /**
   * Makes the pair active again that was active before the last change, by an entry of its own. Called again, it goes one
   * state further back. What this process cannot run is passed over: a rollback always leads to a pair that runs. Give it the
   * `activationId` of the change that is to be rolled back, and the call may be repeated, after a DatabaseUnavailableError for
   * example.
   *
   * @returns the entry; its `restoresId` names the one whose pair is active again
   * @throws NothingToRollBackError when the key is unknown or has no earlier pair that can be run; nothing is changed
   * @throws NotTheLastActivationError when `activationId` is not the last entry of the key; nothing is changed
   * @throws InvalidArgumentError naming the argument; nothing is changed
   */
  async rollback(algoKey: string, context: RollbackContext = {}): Promise<AlgoActivation> {
    const checked = checkActivationContext(context);
    const expectedId = checkActivationId('activationId', context.activationId);
    if (!isStorableText(algoKey)) throw new NothingToRollBackError(algoKey);
    return this.changes.run(checked, context, async (manager, activate) => {
      await lockAlgoKey(manager, this.scope, algoKey);
      const last = await lastEntry(manager, algoKey);
      if (!last) throw new NothingToRollBackError(algoKey);
      rejectOtherLast(algoKey, last, expectedId);
      const target = await rollbackTarget(manager, this.runnable, last);
      if (!target) throw new NothingToRollBackError(algoKey);
      return goBackTo(manager, activate, target, ActivationKind.ROLLBACK);
    });
  }

  /**
   * Makes the pair of an earlier entry active again, by an entry of its own: of the entry that `activationId` names, or of the
   * last one by `asOf`. Restoring what is active already writes nothing.
   *
   * @returns the last entry of the key
   * @throws ActivationNotFoundError when the activation log of the key has no such entry; nothing is changed
   * @throws NothingToRestoreError when that entry made no version with parameters active; nothing is changed
   * @throws NotTheLastActivationError as `activateAlgoVersion`
   * @throws CannotActivateError when this process has no code for the version, or the set is not intact and valid; nothing is
   * changed
   * @throws InvalidArgumentError naming the argument; nothing is changed
   */
  async restore(algoKey: string, context: RestoreContext): Promise<AlgoActivation> {
    const checked = checkActivationContext(context);
    const moment = checkRestoredMoment(context);
    const expectedId = checkExpectedLast(context);
    if (!isStorableText(algoKey)) throw new ActivationNotFoundError(algoKey, moment);
    return this.changes.run(checked, context, async (manager, activate, keep) => {
      await lockAlgoKey(manager, this.scope, algoKey);
      const target = await restorableEntry(manager, this.runnable, algoKey, moment);
      const last = (await lastEntry(manager, algoKey))!;
      rejectOtherLast(algoKey, last, expectedId);
      if (last.algoVersionId === target.algoVersionId && last.paramsId === target.paramsId) return keep(last);
      return goBackTo(manager, activate, target, ActivationKind.RESTORE);
    });
  }

  /**
   * Ends the use of a key: its active version becomes DEPRECATED, and none is active, by an entry of its own. For a key that was
   * activated by mistake. `rollback`, `restore` and `activateAlgoVersion` lead out of it. Retiring a retired key writes nothing.
   *
   * @returns the last entry of the key
   * @throws NothingToRetireError when no version of the key was ever active; nothing is changed
   * @throws NotTheLastActivationError as `activateAlgoVersion`
   * @throws InvalidArgumentError naming the argument; nothing is changed
   */
  async retire(algoKey: string, context: RetireContext = {}): Promise<AlgoActivation> {
    const checked = checkActivationContext(context);
    const expectedId = checkExpectedLast(context);
    if (!isStorableText(algoKey)) throw new NothingToRetireError(algoKey);
    return this.changes.run(checked, context, async (manager, activate, keep) => {
      await lockAlgoKey(manager, this.scope, algoKey);
      const last = await lastEntry(manager, algoKey);
      if (!last) throw new NothingToRetireError(algoKey);
      rejectOtherLast(algoKey, last, expectedId);
      if (last.kind === ActivationKind.RETIRE) return keep(last);
      const id = await activate({ algoKey, algoVersionId: null, paramsId: null, kind: ActivationKind.RETIRE });
      return writtenEntry(manager, id);
    });
  }
}
