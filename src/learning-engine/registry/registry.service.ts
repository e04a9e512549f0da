import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AlgoStatus } from '../contracts/algo-status.js';
import { isStorableText } from '../contracts/json-text.js';
import { isUuid } from '../contracts/uuid.js';
import { AlgoParams } from '../entities/algo-params.entity.js';
import { AlgoVersion } from '../entities/algo-version.entity.js';
import { AlgoVersionNotFoundError, ParamsNotFoundError } from '../errors/registry.errors.js';
import { ENGINE_DATA_SOURCE } from '../learning-engine.tokens.js';
import { activateParamsRow, activateVersionRow, lockAlgoKey } from './activation.statements.js';

/** A version and the parameters it runs with. */
export interface ActivePair {
  version: AlgoVersion;
  params: AlgoParams;
}

/** Who made a change of what is live, and why. */
export interface ActivationContext {
  actorUserId?: string;
  reason?: string;
}

/** What is live, and how that changes. */
@Injectable()
export class RegistryService {
  private readonly logger = new Logger('LearningEngine');

  constructor(@Inject(ENGINE_DATA_SOURCE) private readonly dataSource: DataSource) {}

  /** The ACTIVE version of a key, or null when the key is unknown or has none. */
  async getActiveAlgoVersion(algoKey: string): Promise<AlgoVersion | null> {
    if (!isStorableText(algoKey)) return null;
    return this.dataSource.manager.findOneBy(AlgoVersion, { algoKey, status: AlgoStatus.ACTIVE });
  }

  /** The active parameter set of a version, or null when the version is unknown or has none. */
  async getActiveParams(algoVersionId: string): Promise<AlgoParams | null> {
    if (!isUuid(algoVersionId)) return null;
    return this.dataSource.manager.findOneBy(AlgoParams, { algoVersionId, isActive: true });
  }

  /**
   * The live version of a key together with its active parameters, read by one statement: never the version of one
   * moment with the parameters of another. Null when the key is unknown, has no ACTIVE version, or that version has
   * no active parameters.
   *
   * @example
   * ```ts
   * const live = await registry.resolveActive(AlgoKey.MASTERY);
   * if (live) console.log(live.version.version, live.params.paramsJson);
   * ```
   */
  async resolveActive(algoKey: string): Promise<ActivePair | null> {
    if (!isStorableText(algoKey)) return null;
    const params = await this.dataSource
      .createQueryBuilder(AlgoParams, 'params')
      .innerJoinAndSelect('params.algoVersion', 'version')
      .where('version.algoKey = :algoKey AND version.status = :status AND params.isActive', {
        algoKey,
        status: AlgoStatus.ACTIVE,
      })
      .getOne();
    return params?.algoVersion ? { version: params.algoVersion, params } : null;
  }

  /**
   * Makes a version live: it becomes ACTIVE, and the version that was ACTIVE becomes DEPRECATED, in one transaction.
   * Changes of one key wait for each other; runs never wait for them. Activating what is live writes nothing.
   *
   * @returns the version as it is now
   * @throws AlgoVersionNotFoundError when the registry has no such version; nothing is changed
   */
  async activateAlgoVersion(algoKey: string, version: string, context: ActivationContext = {}): Promise<AlgoVersion> {
    if (!isStorableText(algoKey + version)) throw new AlgoVersionNotFoundError({ algoKey, version });
    return this.dataSource.transaction(async (manager) => {
      await lockAlgoKey(manager, algoKey);
      const wanted = await manager.findOneBy(AlgoVersion, { algoKey, version });
      if (!wanted) throw new AlgoVersionNotFoundError({ algoKey, version });
      if (wanted.status === AlgoStatus.ACTIVE) return wanted;

      await activateVersionRow(manager, wanted);
      this.report(`${algoKey} ${version} is live`, context);
      return manager.findOneByOrFail(AlgoVersion, { id: wanted.id });
    });
  }

  /**
   * Makes a parameter set the active one of its version, in one transaction with taking the flag from the set that
   * had it. Activating the active set writes nothing.
   *
   * @returns the set as it is now
   * @throws ParamsNotFoundError when there is no such set; nothing is changed
   */
  async activateParams(paramsId: string, context: ActivationContext = {}): Promise<AlgoParams> {
    return this.dataSource.transaction(async (manager) => {
      const { algoKey, version } = await this.versionOfParams(manager, paramsId);
      await lockAlgoKey(manager, algoKey);
      const wanted = await manager.findOneByOrFail(AlgoParams, { id: paramsId });
      if (wanted.isActive) return wanted;

      await activateParamsRow(manager, wanted);
      this.report(`${algoKey} ${version} runs with params ${paramsId}`, context);
      return manager.findOneByOrFail(AlgoParams, { id: paramsId });
    });
  }

  /** Read before the lock: a set never changes its version, nor a version its key. */
  private async versionOfParams(manager: EntityManager, paramsId: string): Promise<AlgoVersion> {
    const params = isUuid(paramsId)
      ? await manager.findOne(AlgoParams, { where: { id: paramsId }, relations: { algoVersion: true } })
      : null;
    if (!params?.algoVersion) throw new ParamsNotFoundError(paramsId);
    return params.algoVersion;
  }

  private report(change: string, { actorUserId, reason }: ActivationContext): void {
    this.logger.log(`${change}${actorUserId ? `, by ${actorUserId}` : ''}${reason ? `: ${reason}` : ''}`);
  }
}
