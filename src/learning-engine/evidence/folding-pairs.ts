import { Inject, Injectable } from '@nestjs/common';
import { storedParams } from '../authoring/complete-params.js';
import { type AlgorithmDefinition } from '../authoring/learning-algorithm.decorator.js';
import { AlgorithmCatalog } from '../catalog/algorithm-catalog.js';
import { EngineScope } from '../database/engine-scope.js';
import { queryWithRetry } from '../database/retry/query-with-retry.js';
import { isUuid } from '../domain/uuid.js';
import { AlgoVersionNotFoundError, ParamsNotFoundError } from '../errors/registry.errors.js';
import { checksumOf } from '../json/canonical-json.js';
import { isStorableText } from '../json/json-text.js';
import { type JsonObject } from '../json/json.js';
import { parseJson } from '../json/parse-json.js';
import { ENGINE_LIMITS } from '../learning-engine.tokens.js';
import { type EngineLimits, jsonLimits } from '../options/engine-limits.js';
import { type LoadedPair } from './loaded-folding.js';

/** A version and a parameter set of it, as the database has them. */
interface StoredPair {
  algoKey: string;
  version: string;
  versionId: string;
  paramsId: string;
  params: string;
  checksum: string;
}

/** A pair that a process of its own can load. */
export interface LoadablePair extends StoredPair {
  loaded: LoadedPair;
}

/** One whose version folds. */
export interface FoldingPair extends LoadablePair {
  revision: number;
  predicts: boolean;
  /** Whether its parameters can be fitted. */
  fits: boolean;
}

/** What is thrown where a pair cannot be taken. */
export type Rejection = new (algoKey: string, version: string, reason: string) => Error;

/** What is compared. */
export interface ComparedPairs {
  /** Undefined where no version is active, or one that keeps no states. */
  active?: FoldingPair;
  candidate: FoldingPair;
}

const PAIR = `
  SELECT v.algo_key AS "algoKey", v.version, v.id AS "versionId", s.id AS "paramsId", s.params_json::text AS params, s.checksum
  FROM algo_versions v JOIN algo_params s ON s.algo_version_id = v.id`;

/** $1 key, $2 version, $3 parameter set; null for the active one. */
const NAMED_PAIR = `${PAIR} WHERE v.algo_key = $1 AND v.version = $2 AND (s.id = $3 OR ($3::uuid IS NULL AND s.is_active))`;
const PAIR_BY_IDS = `${PAIR} WHERE v.id = $1 AND s.id = $2`;
const ACTIVE_VERSION = `SELECT version FROM algo_versions WHERE algo_key = $1 AND status = 'ACTIVE'`;
const VERSION = 'SELECT FROM algo_versions WHERE algo_key = $1 AND version = $2';

/** The pairs of version and parameters that are compared. */
@Injectable()
export class FoldingPairs {
  constructor(
    private readonly scope: EngineScope,
    private readonly catalog: AlgorithmCatalog,
    @Inject(ENGINE_LIMITS) private readonly limits: EngineLimits,
  ) {}

  /**
   * @param paramsId a parameter set of the version; null for its active one
   * @throws AlgoVersionNotFoundError, ParamsNotFoundError, and by `Rejected` where it cannot be folded in a process of its own
   */
  async candidate(
    algoKey: string,
    version: string,
    paramsId: string | null,
    Rejected: Rejection,
  ): Promise<FoldingPair> {
    const folding = this.folding(await this.stored(algoKey, version, paramsId, Rejected), Rejected);
    if (!folding) throw new Rejected(algoKey, version, 'it folds no answers, so it keeps no states of learners.');
    return folding;
  }

  /**
   * A pair whose `compute` is called, whether it folds or not.
   *
   * @throws as `candidate`
   */
  async computing(
    algoKey: string,
    version: string,
    paramsId: string | null,
    Rejected: Rejection,
  ): Promise<LoadablePair> {
    const pair = await this.stored(algoKey, version, paramsId, Rejected);
    const definition = this.definitionOf(pair, Rejected);
    if (definition.isStub) {
      throw new Rejected(algoKey, version, 'it computes nothing yet. Name another version, or activate one.');
    }
    return this.loadable(pair, definition, Rejected);
  }

  /**
   * A pair that was frozen before; undefined where its version keeps no states.
   *
   * @throws by `Rejected` where it cannot be folded in a process of its own
   */
  async byIds(versionId: string, paramsId: string, Rejected: Rejection): Promise<FoldingPair | undefined> {
    const [pair] = await this.ask<StoredPair>(PAIR_BY_IDS, [versionId, paramsId]);
    return this.folding(pair!, Rejected);
  }

  /** Undefined where none is active. */
  async activeVersion(algoKey: string): Promise<string | undefined> {
    const [row] = await this.ask<{ version: string }>(ACTIVE_VERSION, [algoKey]);
    return row?.version;
  }

  private async stored(
    algoKey: string,
    version: string,
    paramsId: string | null,
    Rejected: Rejection,
  ): Promise<StoredPair> {
    if (!isStorableText(algoKey) || !isStorableText(version)) throw new AlgoVersionNotFoundError({ algoKey, version });
    if (paramsId !== null && !isUuid(paramsId)) throw new ParamsNotFoundError(String(paramsId));
    const [pair] = await this.ask<StoredPair>(NAMED_PAIR, [algoKey, version, paramsId]);
    if (pair) return pair;
    const known = await this.ask(VERSION, [algoKey, version]);
    if (known.length === 0) throw new AlgoVersionNotFoundError({ algoKey, version });
    if (paramsId !== null) throw new ParamsNotFoundError(paramsId);
    throw new Rejected(algoKey, version, 'it has no active parameter set: name one by paramsId.');
  }

  private folding(pair: StoredPair, Rejected: Rejection): FoldingPair | undefined {
    const definition = this.definitionOf(pair, Rejected);
    const { fold } = definition;
    if (!fold) return undefined;
    const loadable = this.loadable(pair, definition, Rejected);
    return {
      ...loadable,
      revision: fold.revision,
      predicts: fold.predict !== undefined,
      fits: definition.fit !== undefined,
    };
  }

  private definitionOf({ algoKey, version }: StoredPair, Rejected: Rejection): AlgorithmDefinition {
    const definition = this.catalog.find(algoKey, version)?.definition;
    if (definition) return definition;
    throw new Rejected(
      algoKey,
      version,
      'this process has no class for it. Pass it to LearningEngineModule.forRoot({ algorithms: […] }).',
    );
  }

  private loadable(pair: StoredPair, definition: AlgorithmDefinition, Rejected: Rejection): LoadablePair {
    const { algoKey, version, params, checksum } = pair;
    const reject = (reason: string): never => {
      throw new Rejected(algoKey, version, reason);
    };
    const { module } = definition;
    if (module === undefined) {
      return reject(
        'it declares no module, which a process of its own would load: add "module", the URL of the file of its class, to it.',
      );
    }
    const set = parseJson(params) as JsonObject;
    if (checksumOf(set) !== checksum) {
      return reject(`parameter set ${pair.paramsId} was changed outside of the engine. Name another one.`);
    }
    const judged = storedParams(definition, set, jsonLimits(this.limits, this.limits.paramsBytes));
    if ('problems' in judged) return reject(judged.problems[0]!.message);
    return { ...pair, loaded: { key: algoKey, version, module, params } };
  }

  private ask<Row extends object>(text: string, values: unknown[]): Promise<Row[]> {
    return queryWithRetry(() => this.scope.dataSource.query<Row[]>(text, values));
  }
}
