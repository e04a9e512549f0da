import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager, QueryFailedError } from 'typeorm';
import { rejectOtherContent } from '../database/entities/intact-params.js';
import { EngineScope } from '../database/engine-scope.js';
import { AlgorithmCatalog } from '../catalog/algorithm-catalog.js';
import { LockHolders } from '../database/connections/lock-holders.service.js';
import { sha256 } from '../json/canonical-json.js';
import { copyJson, type JsonCopy, type JsonLimits } from '../json/copy-json.js';
import { type EngineLimits, jsonLimits } from '../options/engine-limits.js';
import { type JsonChange, jsonChanges } from '../json/json-changes.js';
import { type JsonObject } from '../json/json.js';
import { type AlgorithmDefinition } from '../authoring/learning-algorithm.decorator.js';
import { isUuid } from '../domain/uuid.js';
import { AlgoParams } from '../database/entities/algo-params.entity.js';
import { AlgoVersion } from '../database/entities/algo-version.entity.js';
import { queryWithRetry } from '../database/retry/query-with-retry.js';
import { AlgorithmFailedError } from '../errors/execution.errors.js';
import {
  boundedProblems,
  InvalidArgumentError,
  InvalidJsonError,
  InvalidParamsError,
  messageOf,
  type ValidationProblems,
} from '../errors/input.errors.js';
import { type ChangeOptions, changeInTransaction } from '../database/retry/in-transaction.js';
import { AlgoVersionNotFoundError } from '../errors/registry.errors.js';
import { ENGINE_LIMITS } from '../learning-engine.tokens.js';
import {
  completeCopy,
  type CompleteParams,
  defaultParams,
  type RejectedParams,
  storedParams,
} from '../authoring/complete-params.js';

/** `error` is the first problem in words, and how many more there are. */
export type ParamsValidation = { valid: true } | ({ valid: false; error: string } & ValidationProblems);

export interface CreateParamsOptions<Result = unknown> extends ChangeOptions<Result> {
  createdByUserId?: string | null;
}

/** A stored set, and whether it was new. */
export interface EnsuredParams {
  params: AlgoParams;
  isNew: boolean;
}

/** What `createParams` would do. */
export interface ParamsPreview {
  /** The set, completed with the version's defaults. */
  params: JsonObject;
  checksum: string;
  /** The same set as the version has it already; null when it would be new. */
  existingId: string | null;
  /** What differs from the active set of the version; from nothing when there is none. */
  changes: JsonChange[];
}

/** A complete set for a version, before it is stored. */
interface CompleteSet {
  value: JsonObject;
  checksum: string;
}

/** $1 version, $2 params, $3 checksum, $4 creator. Of equal sets created at once, one is stored. */
const INSERT_PARAMS = `
  INSERT INTO algo_params (algo_version_id, params_json, checksum, created_by_user_id)
  VALUES ($1, $2, $3, $4)
  ON CONFLICT ON CONSTRAINT uq_algo_params_version_checksum DO NOTHING
  RETURNING id`;

/** Whether the version was deleted since it was read. */
const isVersionGone = (error: unknown): boolean =>
  error instanceof QueryFailedError &&
  (error.driverError as { constraint?: string }).constraint === 'fk_algo_params_version';

/** @throws InvalidParamsError when the set was rejected */
function completed({ key, version }: AlgorithmDefinition, judged: CompleteParams | RejectedParams): CompleteSet {
  if ('problems' in judged) throw new InvalidParamsError(key, version, judged.problems);
  return { value: judged.value, checksum: sha256(judged.canonical) };
}

/** Parameter sets: their defaults, their rules, their checksums, and how new ones are made. */
@Injectable()
export class ParamsService {
  /** @internal Nest makes it. */
  constructor(
    private readonly scope: EngineScope,
    @Inject(ENGINE_LIMITS) private readonly limits: EngineLimits,
    private readonly catalog: AlgorithmCatalog,
    private readonly holders: LockHolders,
  ) {}

  /**
   * The complete default set of a version.
   *
   * @throws AlgorithmNotRegisteredError
   */
  getDefaultParams(algoKey: string, version: string): JsonObject {
    return defaultParams(this.catalog.get(algoKey, version).definition.params);
  }

  /**
   * Whether a set may be created for a version. Missing keys are fine: defaults complete them. The answer names
   * every offending parameter and its rule. Writes nothing.
   *
   * @example
   * ```ts
   * params.validateParams('mastery', 'v0', { threshold: 8 });
   * // { valid: false,
   * //   error: 'mastery.threshold must be between 0 and 1',
   * //   problems: [{ pointer: '/threshold', reason: 'must be between 0 and 1', message: 'mastery.threshold must be …' }],
   * //   problemCount: 1 }
   * ```
   * @throws AlgorithmNotRegisteredError
   * @throws AlgorithmFailedError when a rule of the version threw, which is its cause
   */
  validateParams(algoKey: string, version: string, params: unknown): ParamsValidation {
    const { definition } = this.catalog.get(algoKey, version);
    const result = this.judged(definition, copyJson(params, this.jsonLimits));
    if (!('problems' in result)) return { valid: true };
    const bounded = boundedProblems(result.problems);
    return { valid: false, error: messageOf(bounded), ...bounded };
  }

  /**
   * The RFC 8785 canonical text of a set: equal sets have equal texts, whatever the order of their keys.
   *
   * @throws InvalidJsonError with a pointer to what JSON cannot hold
   */
  normalizeParams(params: unknown): string {
    const copy = copyJson(params, this.jsonLimits);
    if ('problem' in copy) throw new InvalidJsonError('params', copy.problem.pointer, copy.problem.reason);
    return copy.canonical;
  }

  /**
   * SHA-256 of `normalizeParams`, as 64 lower case hexadecimal digits.
   *
   * @throws InvalidJsonError with a pointer to what JSON cannot hold
   */
  computeChecksum(params: unknown): string {
    return sha256(this.normalizeParams(params));
  }

  /**
   * Stores a set, completed with the version's defaults. It is inactive until `RegistryService.activateParams`.
   * A set that the version already has is not stored again: the existing row is the answer, also when several
   * callers create the same set at once.
   *
   * @throws AlgoVersionNotFoundError when there is no such version
   * @throws AlgorithmNotRegisteredError when the version has no class in code
   * @throws InvalidParamsError, InvalidArgumentError naming the parameters or the argument; nothing is written
   * @throws AlgorithmFailedError when a rule of the version threw, which is its cause; nothing is written
   * @throws CallAbortedError when the signal was aborted in time; nothing is written
   * @throws ParamsChecksumError when the version has another content under the checksum of this set
   * @throws DatabaseUnavailableError when the database cannot do its part
   */
  async createParams(
    algoVersionId: string,
    params: unknown,
    { beforeCommit, ...options }: CreateParamsOptions<AlgoParams> = {},
  ): Promise<AlgoParams> {
    const ensured = await this.ensureParams(algoVersionId, params, {
      ...options,
      beforeCommit: beforeCommit && (({ params }, manager) => beforeCommit(params, manager)),
    });
    return ensured.params;
  }

  /** As `createParams`, and says whether the set is new. */
  async ensureParams(
    algoVersionId: string,
    params: unknown,
    { createdByUserId = null, ...options }: CreateParamsOptions<EnsuredParams> = {},
  ): Promise<EnsuredParams> {
    if (createdByUserId !== null && !isUuid(createdByUserId)) {
      throw new InvalidArgumentError('createdByUserId', 'must be a UUID');
    }
    const complete = await this.complete(algoVersionId, params);
    const store = (manager: EntityManager) => this.store(manager, algoVersionId, complete, createdByUserId);
    return changeInTransaction(this.scope.dataSource, store, options, (made) => this.holders.named(made));
  }

  /**
   * Stores a set in the caller's transaction; `{}` is that of the defaults.
   *
   * @throws AlgorithmNotRegisteredError when the version has no class in code
   * @throws InvalidParamsError when the set breaks its rules
   * @throws ParamsChecksumError when the version has another content under the checksum of the set
   */
  async ensureParamsWithin(
    manager: EntityManager,
    { id, algoKey, version }: Pick<AlgoVersion, 'id' | 'algoKey' | 'version'>,
    params: unknown,
    createdByUserId: string | null,
  ): Promise<AlgoParams> {
    const { definition } = this.catalog.get(algoKey, version);
    const complete = completed(definition, this.judged(definition, copyJson(params, this.jsonLimits)));
    return (await this.store(manager, id, complete, createdByUserId)).params;
  }

  /**
   * Judges a stored set as one that is to run with the code of this process.
   *
   * @throws AlgorithmNotRegisteredError when the version has no class in code
   * @throws ParamsChecksumError when its content is not what its checksum says
   * @throws InvalidParamsError when it breaks the rules of the version
   * @throws AlgorithmFailedError when a rule of the version threw, which is its cause
   */
  checkStored({ algoKey, version }: AlgoVersion, set: AlgoParams): void {
    const { definition } = this.catalog.get(algoKey, version);
    rejectOtherContent(set);
    completed(
      definition,
      this.ruled(definition, () => storedParams(definition, set.paramsJson, this.jsonLimits)),
    );
  }

  /**
   * What `createParams` would store, and how that differs from the version's active set. Writes nothing.
   *
   * @throws what `createParams` throws
   */
  async previewParams(algoVersionId: string, params: unknown): Promise<ParamsPreview> {
    const { value, checksum } = await this.complete(algoVersionId, params);
    const sets = await queryWithRetry(() =>
      this.scope.dataSource.manager.findBy(AlgoParams, [
        { algoVersionId, checksum },
        { algoVersionId, isActive: true },
      ]),
    );
    const active = sets.find(({ isActive }) => isActive);
    const existing = sets.find((set) => set.checksum === checksum);
    return {
      params: value,
      checksum,
      existingId: existing?.id ?? null,
      changes: jsonChanges(active?.paramsJson ?? {}, value),
    };
  }

  private async complete(algoVersionId: string, params: unknown): Promise<CompleteSet> {
    // Before anything is awaited: what the caller changes meanwhile must not be judged, let alone stored.
    const copy = copyJson(params, this.jsonLimits);
    const version = isUuid(algoVersionId)
      ? await queryWithRetry(() => this.scope.dataSource.manager.findOneBy(AlgoVersion, { id: algoVersionId }))
      : null;
    if (!version) throw new AlgoVersionNotFoundError({ id: algoVersionId });

    const { definition } = this.catalog.get(version.algoKey, version.version);
    return completed(definition, this.judged(definition, copy));
  }

  /** An existing row under the checksum may have been written past the engine: its content is compared. */
  private async store(
    manager: EntityManager,
    algoVersionId: string,
    { value, checksum }: CompleteSet,
    createdByUserId: string | null,
  ): Promise<EnsuredParams> {
    const values = [algoVersionId, value, checksum, createdByUserId];
    const inserted = await manager.query<{ id: string }[]>(INSERT_PARAMS, values).catch((error: unknown) => {
      throw isVersionGone(error) ? new AlgoVersionNotFoundError({ id: algoVersionId }) : error;
    });
    const stored = await manager.findOneByOrFail(AlgoParams, { algoVersionId, checksum });
    rejectOtherContent(stored);
    return { params: stored, isNew: inserted.length > 0 };
  }

  private judged(definition: AlgorithmDefinition, copy: JsonCopy): CompleteParams | RejectedParams {
    return this.ruled(definition, () => completeCopy(definition, copy, this.jsonLimits));
  }

  /** A rule of the host's may throw anything. */
  private ruled(
    definition: AlgorithmDefinition,
    judge: () => CompleteParams | RejectedParams,
  ): CompleteParams | RejectedParams {
    try {
      return judge();
    } catch (error) {
      throw new AlgorithmFailedError(definition.key, definition.version, error);
    }
  }

  private get jsonLimits(): JsonLimits {
    return jsonLimits(this.limits, this.limits.paramsBytes);
  }
}
