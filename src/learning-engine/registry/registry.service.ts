import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull, LessThan, Not } from 'typeorm';
import { EngineConnections } from '../connections/engine-connections.js';
import { ActivationKind } from '../contracts/activation-kind.js';
import { AlgoStatus } from '../contracts/algo-status.js';
import { isStorableText } from '../contracts/json-text.js';
import { isUuid } from '../contracts/uuid.js';
import { AlgoActivation } from '../entities/algo-activation.entity.js';
import { AlgoParams } from '../entities/algo-params.entity.js';
import { AlgoVersion } from '../entities/algo-version.entity.js';
import { askDatabase } from '../errors/ask-database.js';
import { checkInstant } from '../errors/input.errors.js';
import {
  AlgoVersionNotFoundError,
  NothingToRollBackError,
  NotTheLastActivationError,
  ParamsNotFoundError,
} from '../errors/registry.errors.js';
import { ENGINE_DATA_SOURCE } from '../learning-engine.tokens.js';
import {
  type ActivationContext,
  checkActivationContext,
  checkActivationId,
  type RollbackContext,
} from './activation-context.js';
import { changeLivePair } from './change-live-pair.js';
import { lockAlgoKey, setActiveParams } from './live-pair.js';
import { LiveRegistry } from './live-registry.js';
import { type ActivePair } from './live-snapshot.js';
import { readNamedPair } from './named-pair.js';

/**
 * What is live, how that changes, and what was live.
 *
 * Every method throws DatabaseUnavailableError when the database cannot do its part.
 */
@Injectable()
export class RegistryService {
  constructor(
    @Inject(ENGINE_DATA_SOURCE) private readonly dataSource: DataSource,
    private readonly live: LiveRegistry,
    private readonly connections: EngineConnections,
  ) {}

  /** The ACTIVE version of a key, or null when the key is unknown or has none. */
  async getActiveAlgoVersion(algoKey: string): Promise<AlgoVersion | null> {
    if (!isStorableText(algoKey)) return null;
    return askDatabase(() => this.dataSource.manager.findOneBy(AlgoVersion, { algoKey, status: AlgoStatus.ACTIVE }));
  }

  /** The active parameter set of a version, or null when the version is unknown or has none. */
  async getActiveParams(algoVersionId: string): Promise<AlgoParams | null> {
    if (!isUuid(algoVersionId)) return null;
    return askDatabase(() => this.dataSource.manager.findOneBy(AlgoParams, { algoVersionId, isActive: true }));
  }

  /**
   * The live version of a key together with its active parameters, never the version of one moment with the parameters of
   * another. Null when the key is unknown, has no ACTIVE version, or that version has no active parameters.
   *
   * Costs no statement as a rule: the process knows what is live. A change that this process made is in the answer of the
   * next call; one that another process made is after `registry.maxAgeMs`, 500 ms by default. What the process knows for
   * longer than that is no answer: then the database is asked. The pair is shared and frozen, its JSON included.
   *
   * @example
   * ```ts
   * const live = await registry.resolveActive(AlgoKey.MASTERY);
   * if (live) console.log(live.version.version, live.params.paramsJson);
   * ```
   */
  async resolveActive(algoKey: string): Promise<ActivePair | null> {
    const known = this.live.current();
    // Waiting for what is there already would take as long again as all the rest.
    const { pairs } = known instanceof Promise ? await known : known;
    return pairs.get(algoKey) ?? null;
  }

  /**
   * A version by its name, whatever its status, together with its active parameters: for trying one that is not live.
   * Asked on the engine's own connections, for callers that hold all of the host's.
   *
   * @throws AlgoVersionNotFoundError when the registry has no such version
   * @returns null when the version has no active parameters
   */
  async resolveVersion(algoKey: string, version: string): Promise<ActivePair | null> {
    const found =
      isStorableText(algoKey) && isStorableText(version)
        ? await readNamedPair(this.dataSource, this.connections, algoKey, version)
        : undefined;
    if (!found) throw new AlgoVersionNotFoundError({ algoKey, version });
    const { params } = found;
    return params && { version: found.version, params };
  }

  /**
   * What was live for a key at an instant, read from the ledger: the pair whose entry was the last one by then. Null
   * when the key is unknown, was not live yet, or its version had no active parameters then. The rows are given as they
   * are now: their content never changes, their flags do.
   *
   * @param instant with the resolution of `Date`: an entry counts from its own millisecond on
   */
  async resolveActiveAt(algoKey: string, instant: Date): Promise<ActivePair | null> {
    const at = checkInstant('instant', instant);
    if (!isStorableText(algoKey)) return null;
    const last = this.dataSource
      .createQueryBuilder(AlgoActivation, 'entry')
      .where("entry.algoKey = :algoKey AND date_trunc('milliseconds', entry.activatedAt) <= :instant", {
        algoKey,
        instant: at,
      })
      .orderBy('entry.id', 'DESC')
      .limit(1);
    const entry = await askDatabase(() => last.getOne());
    if (!entry?.paramsId) return null;
    const where = { id: entry.paramsId };
    const params = await askDatabase(() =>
      this.dataSource.manager.findOneOrFail(AlgoParams, { where, relations: { algoVersion: true } }),
    );
    return { version: params.algoVersion!, params };
  }

  /** Every change of what is live for a key, the newest first; empty for an unknown key. */
  async getHistory(algoKey: string): Promise<AlgoActivation[]> {
    if (!isStorableText(algoKey)) return [];
    return askDatabase(() =>
      this.dataSource.manager.find(AlgoActivation, { where: { algoKey }, order: { id: 'DESC' } }),
    );
  }

  /**
   * Makes a version live: it becomes ACTIVE, and the version that was ACTIVE becomes DEPRECATED, in one transaction with
   * the entry in the ledger. Changes of one key wait for each other; runs never wait for them. Activating what is live
   * writes nothing.
   *
   * @returns the version as it is now
   * @throws AlgoVersionNotFoundError when the registry has no such version; nothing is changed
   * @throws InvalidArgumentError naming the argument; nothing is changed
   */
  async activateAlgoVersion(
    algoKey: string,
    version: string,
    context: ActivationContext<AlgoVersion> = {},
  ): Promise<AlgoVersion> {
    const checked = checkActivationContext(context);
    if (!isStorableText(algoKey) || !isStorableText(version)) throw new AlgoVersionNotFoundError({ algoKey, version });
    return changeLivePair(this.dataSource, this.live, checked, context, async (manager, goLive) => {
      await lockAlgoKey(manager, algoKey);
      const wanted = await manager.findOneBy(AlgoVersion, { algoKey, version });
      if (!wanted) throw new AlgoVersionNotFoundError({ algoKey, version });
      if (wanted.status === AlgoStatus.ACTIVE) return wanted;

      const params = await manager.findOneBy(AlgoParams, { algoVersionId: wanted.id, isActive: true });
      await goLive(
        { algoKey, algoVersionId: wanted.id, paramsId: params?.id ?? null },
        { kind: ActivationKind.ACTIVATE },
      );
      return manager.findOneByOrFail(AlgoVersion, { id: wanted.id });
    });
  }

  /**
   * Makes a parameter set the active one of its version, in one transaction with taking the flag from the set that had
   * it. When the version is live, that changes what is live, and the ledger gets an entry. Activating the active set
   * writes nothing.
   *
   * @returns the set as it is now
   * @throws ParamsNotFoundError when there is no such set; nothing is changed
   * @throws InvalidArgumentError naming the argument; nothing is changed
   */
  async activateParams(paramsId: string, context: ActivationContext<AlgoParams> = {}): Promise<AlgoParams> {
    const checked = checkActivationContext(context);
    if (!isUuid(paramsId)) throw new ParamsNotFoundError(paramsId);
    return changeLivePair(this.dataSource, this.live, checked, context, async (manager, goLive) => {
      const algoKey = await keyOfParams(manager, paramsId);
      await lockAlgoKey(manager, algoKey);
      const wanted = await findParams(manager, paramsId);
      const pair = { algoKey, algoVersionId: wanted.algoVersionId, paramsId };
      if (!wanted.isActive) {
        if (wanted.algoVersion?.status === AlgoStatus.ACTIVE) await goLive(pair, { kind: ActivationKind.PARAMS });
        else await setActiveParams(manager, pair);
      }
      return manager.findOneByOrFail(AlgoParams, { id: paramsId });
    });
  }

  /**
   * Takes back the last change of what is live for a key: the pair that was live before is live again, by an entry of its
   * own. Called twice, it takes back the taking back: give it the `activationId` of the change, and the call may be repeated,
   * after a DatabaseUnavailableError for example.
   *
   * @returns the entry
   * @throws NothingToRollBackError when the key is unknown or only one pair was ever live; nothing is changed
   * @throws NotTheLastActivationError when the entry is not the last one of the key; nothing is changed
   * @throws InvalidArgumentError naming the argument; nothing is changed
   */
  async rollback(algoKey: string, context: RollbackContext = {}): Promise<AlgoActivation> {
    const checked = checkActivationContext(context);
    const activationId = checkActivationId(context);
    if (!isStorableText(algoKey)) throw new NothingToRollBackError(algoKey);
    return changeLivePair(this.dataSource, this.live, checked, context, async (manager, goLive) => {
      await lockAlgoKey(manager, algoKey);
      const current = await manager.findOne(AlgoActivation, { where: { algoKey }, order: { id: 'DESC' } });
      if (!current) throw new NothingToRollBackError(algoKey);
      const lastId = String(current.id); // whatever a host has pg read it as
      if (activationId !== undefined && activationId !== lastId) {
        throw new NotTheLastActivationError(algoKey, activationId, lastId);
      }
      const before = await manager.findOne(AlgoActivation, {
        where: { algoKey, id: LessThan(lastId), algoVersionId: Not(IsNull()) },
        order: { id: 'DESC' },
      });
      if (!before) throw new NothingToRollBackError(algoKey);

      await goLive(
        { algoKey, algoVersionId: before.algoVersionId!, paramsId: before.paramsId },
        { kind: ActivationKind.ROLLBACK, restoresId: before.id },
      );
      await manager.query('SET CONSTRAINTS ALL IMMEDIATE'); // the entry gets its time
      return manager.findOneOrFail(AlgoActivation, { where: { algoKey }, order: { id: 'DESC' } });
    });
  }
}

/** Read before the lock: a set never changes its version, nor a version its key. */
const keyOfParams = async (manager: EntityManager, paramsId: string): Promise<string> =>
  (await findParams(manager, paramsId)).algoVersion!.algoKey;

async function findParams(manager: EntityManager, id: string): Promise<AlgoParams> {
  const params = await manager.findOne(AlgoParams, { where: { id }, relations: { algoVersion: true } });
  if (!params) throw new ParamsNotFoundError(id);
  return params;
}
