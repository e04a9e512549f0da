import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { completeParams } from '../authoring/complete-params.js';
import { AlgorithmCatalog, type CatalogEntry } from '../catalog/algorithm-catalog.js';
import { AlgoParams } from '../database/entities/algo-params.entity.js';
import { AlgoVersion } from '../database/entities/algo-version.entity.js';
import { ALGO_KEYS } from '../domain/algo-key.js';
import { AlgoStatus } from '../domain/algo-status.js';
import { InvalidArgumentError, InvalidParamsError } from '../errors/input.errors.js';
import { sha256 } from '../json/canonical-json.js';
import { deepFreeze } from '../json/deep-freeze.js';
import { ENGINE_LIMITS } from '../learning-engine.tokens.js';
import { type EngineLimits, jsonLimits } from '../options/engine-limits.js';
import { type ActivePair, type ActivePairs } from '../resolution/active-pairs.js';
import { type StoredPairs } from '../resolution/stored-pairs.js';

/** A version by its name, which runs with its default parameters; or with its own, completed with the defaults. */
export type FixedVersion = string | { version: string; params?: object };

/** What a test says is active, by key. */
export const FIXED_VERSIONS = Symbol.for('learning-engine:FIXED_VERSIONS');

/** When all that is fixed was made and activated. */
const INSTANT = new Date(0);

/** Versions with their parameters, as a test fixes them. A version that is named runs with its defaults where it is not active. */
@Injectable()
export class FixedPairs implements Pick<StoredPairs, 'active' | 'named' | 'ofSession'>, OnApplicationBootstrap {
  private known?: ActivePairs;

  constructor(
    @Inject(FIXED_VERSIONS) private readonly fixed: Readonly<Record<string, FixedVersion>>,
    @Inject(ENGINE_LIMITS) private readonly limits: EngineLimits,
    private readonly catalog: AlgorithmCatalog,
  ) {}

  /**
   * @throws AlgorithmNotRegisteredError when no class has a key and version
   * @throws InvalidParamsError when a set breaks rules of its version
   * @throws InvalidArgumentError naming the key of what is no version
   */
  onApplicationBootstrap(): void {
    this.pairs();
  }

  active(): Promise<ActivePairs> {
    return Promise.resolve(this.pairs());
  }

  named(algoKey: string, version: string): Promise<ActivePair | undefined> {
    const active = this.pairs().pairs.get(algoKey);
    if (active?.version.version === version) return Promise.resolve(active);
    const entry = this.catalog.find(algoKey, version);
    return Promise.resolve(entry && this.pairOf(entry, {}, AlgoStatus.EXPERIMENTAL));
  }

  /** What is fixed is never changed: there is nothing to pin. */
  ofSession(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  private pairs(): ActivePairs {
    return (this.known ??= this.fix());
  }

  private fix(): ActivePairs {
    const pairs = new Map<string, ActivePair>();
    for (const [algoKey, fixed] of Object.entries(this.fixed)) {
      const { version, params = {} } = typeof fixed === 'string' ? { version: fixed } : (fixed ?? {});
      if (typeof version !== 'string') {
        throw new InvalidArgumentError(`active.${algoKey}`, 'must be the name of a version, or { version, params }');
      }
      pairs.set(algoKey, this.pairOf(this.catalog.get(algoKey, version), params, AlgoStatus.ACTIVE));
    }
    const others = this.catalog.list().map(({ definition }) => definition.key);
    const keys = new Set<string>([...ALGO_KEYS, ...others.sort()]);
    const info = [...keys].map((algoKey) => {
      const { version, params } = pairs.get(algoKey) ?? {};
      return {
        algoKey,
        activeVersion: version?.version ?? null,
        status: version?.status ?? null,
        activeParams: params?.paramsJson ?? null,
        updatedAt: version ? INSTANT : null,
      };
    });
    return { pairs, altered: new Map(), info: deepFreeze(info) };
  }

  private pairOf({ definition }: CatalogEntry, given: object, status: AlgoStatus): ActivePair {
    const { key, version } = definition;
    const judged = completeParams(definition, given, jsonLimits(this.limits, this.limits.paramsBytes));
    if ('problems' in judged) throw new InvalidParamsError(key, version, judged.problems);
    const checksum = sha256(judged.canonical);
    const times = { createdAt: INSTANT, updatedAt: INSTANT };
    const versionRow: AlgoVersion = Object.assign(new AlgoVersion(), {
      ...{ id: idOf(`${key} ${version}`), algoKey: key, version, status, description: '' },
      ...times,
    });
    const params: AlgoParams = Object.assign(new AlgoParams(), {
      ...{ id: idOf(`${key} ${version} ${checksum}`), algoVersionId: versionRow.id },
      ...{ paramsJson: judged.value, checksum, isActive: true, createdByUserId: null },
      ...times,
    });
    return deepFreeze({ version: versionRow, params });
  }
}

/** The same UUID for the same text, so that a test may write it down. */
const idOf = (text: string): string => sha256(text).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
