import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { EngineScope } from '../database/engine-scope.js';
import { AlgorithmCatalog } from '../catalog/algorithm-catalog.js';
import { ALGO_KEYS } from '../domain/algo-key.js';
import { type JsonChange, jsonChanges } from '../json/json-changes.js';
import { isStorableText } from '../json/json-text.js';
import { DEFAULT_PAGE } from '../domain/page-limit.js';
import { isUuid } from '../domain/uuid.js';
import { AlgoActivation } from '../database/entities/algo-activation.entity.js';
import { AlgoParams } from '../database/entities/algo-params.entity.js';
import { AlgoVersion } from '../database/entities/algo-version.entity.js';
import { queryWithRetry } from '../database/retry/query-with-retry.js';
import { checkPageLimit, InvalidArgumentError } from '../errors/input.errors.js';
import { AlgoVersionNotFoundError, ParamsNotFoundError } from '../errors/registry.errors.js';

/** A version, and whether this code can run it. */
export interface VersionView {
  version: AlgoVersion;
  /** Whether a class in code has this key and version. */
  isRegistered: boolean;
}

export interface VersionDetails extends VersionView {
  /** Its parameter sets, the newest first, at most 200; the active one is always among them. */
  params: AlgoParams[];
}

/** An entry of the activation log, with the name of the version; null where the key was retired. */
export interface ActivationRecord {
  activation: AlgoActivation;
  /** Null when the key was retired. */
  version: string | null;
}

export interface ActivationPage {
  /** The newest first. */
  records: ActivationRecord[];
  /** What to ask the next page `before`; null after the last one. */
  nextBefore: string | null;
}

/** In whose transaction something is read, which sees what that has written. */
export interface Reading {
  manager?: EntityManager;
}

const MOST_SETS = 200;

/**
 * What the registry holds, for people and tools that look at it.
 *
 * Every method throws DatabaseUnavailableError when the database cannot do its part.
 */
@Injectable()
export class RegistryQueries {
  /** @internal Nest makes it. */
  constructor(
    private readonly scope: EngineScope,
    private readonly catalog: AlgorithmCatalog,
  ) {}

  /** All versions, by key (the built-in ones first, in their order) and then by age; of one key if it is given. */
  async listVersions(algoKey?: string): Promise<VersionView[]> {
    if (algoKey !== undefined && !isStorableText(algoKey)) return [];
    const versions = await queryWithRetry(() =>
      this.scope.dataSource.manager.find(AlgoVersion, {
        where: algoKey === undefined ? {} : { algoKey },
        order: { createdAt: 'ASC', version: 'ASC' },
      }),
    );
    return versions.sort((a, b) => compareKeys(a.algoKey, b.algoKey)).map((version) => this.view(version));
  }

  /**
   * A version with its parameter sets.
   *
   * @throws AlgoVersionNotFoundError when the registry has no such version
   */
  async getVersion(algoKey: string, version: string, reading: Reading = {}): Promise<VersionDetails> {
    const found = await this.findVersion(algoKey, version, reading);
    const params = await this.ask(reading, (manager) =>
      manager.find(AlgoParams, {
        where: { algoVersionId: found.id },
        order: { isActive: 'DESC', createdAt: 'DESC', id: 'DESC' },
        take: MOST_SETS,
      }),
    );
    return { ...this.view(found), params: params.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime()) };
  }

  /**
   * What changed from one parameter set of a version to another, of the same version or of `toVersion`.
   *
   * @throws AlgoVersionNotFoundError, ParamsNotFoundError when the registry has no such version, or no such set of it
   */
  async diffParams(
    algoKey: string,
    version: string,
    fromId: string,
    toId: string,
    { toVersion = version }: { toVersion?: string } = {},
  ): Promise<JsonChange[]> {
    const [from, to] = await Promise.all([version, toVersion].map((name) => this.findVersion(algoKey, name)));
    const sets = await Promise.all([this.findParams(from!.id, fromId), this.findParams(to!.id, toId)]);
    return jsonChanges(sets[0].paramsJson, sets[1].paramsJson);
  }

  /**
   * The activation log: every change of an active version, of all keys or of one.
   *
   * @param page.limit entries in a page, 1 to 200, default 50
   * @param page.before `nextBefore` of the page before
   * @throws InvalidArgumentError naming the field
   */
  async listActivations(
    { algoKey }: { algoKey?: string } = {},
    { limit = DEFAULT_PAGE, before }: { limit?: number; before?: string } = {},
    reading: Reading = {},
  ): Promise<ActivationPage> {
    checkPageLimit(limit);
    if (algoKey !== undefined && !isStorableText(algoKey)) return { records: [], nextBefore: null };
    if (before !== undefined && !/^\d{1,18}$/.test(before)) {
      throw new InvalidArgumentError('before', 'must be the nextBefore of a page');
    }
    const { entities, raw } = await this.ask(reading, (manager) => {
      const entries = manager
        .createQueryBuilder(AlgoActivation, 'entry')
        .leftJoin(AlgoVersion, 'version', 'version.id = entry.algoVersionId')
        .addSelect('version.version', 'version_version')
        .orderBy('entry.id', 'DESC')
        .limit(limit + 1);
      if (algoKey !== undefined) entries.andWhere('entry.algoKey = :algoKey', { algoKey });
      if (before !== undefined) entries.andWhere('entry.id < :before', { before });
      return entries.getRawAndEntities<{ version_version: string | null }>();
    });
    const records = entities.map((activation, index) => ({ activation, version: raw[index]!.version_version }));
    return {
      records: records.slice(0, limit),
      nextBefore: records.length > limit ? records[limit - 1]!.activation.id : null,
    };
  }

  /** An entry of the activation log with the name of its version. */
  async recordOf(activation: AlgoActivation, reading: Reading = {}): Promise<ActivationRecord> {
    const { algoVersionId: id } = activation;
    const version = id && (await this.ask(reading, (manager) => manager.findOneByOrFail(AlgoVersion, { id })));
    return { activation, version: version ? version.version : null };
  }

  private view(version: AlgoVersion): VersionView {
    return { version, isRegistered: this.catalog.find(version.algoKey, version.version) !== undefined };
  }

  private ask<T>({ manager }: Reading, read: (manager: EntityManager) => Promise<T>): Promise<T> {
    return manager ? read(manager) : queryWithRetry(() => read(this.scope.dataSource.manager));
  }

  private async findVersion(algoKey: string, version: string, reading: Reading = {}): Promise<AlgoVersion> {
    const found =
      isStorableText(algoKey) && isStorableText(version)
        ? await this.ask(reading, (manager) => manager.findOneBy(AlgoVersion, { algoKey, version }))
        : null;
    if (!found) throw new AlgoVersionNotFoundError({ algoKey, version });
    return found;
  }

  private async findParams(algoVersionId: string, id: string): Promise<AlgoParams> {
    const params = isUuid(id)
      ? await queryWithRetry(() => this.scope.dataSource.manager.findOneBy(AlgoParams, { id, algoVersionId }))
      : null;
    if (!params) throw new ParamsNotFoundError(id);
    return params;
  }
}

const rankOf = (algoKey: string): number => {
  const index = (ALGO_KEYS as readonly string[]).indexOf(algoKey);
  return index < 0 ? ALGO_KEYS.length : index;
};

const compareKeys = (a: string, b: string): number => rankOf(a) - rankOf(b) || (a < b ? -1 : a > b ? 1 : 0);
