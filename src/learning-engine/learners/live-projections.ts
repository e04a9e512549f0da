import { Inject, Injectable } from '@nestjs/common';
import { type AlgorithmDefinition } from '../authoring/learning-algorithm.decorator.js';
import { AlgorithmCatalog } from '../catalog/algorithm-catalog.js';
import { storedParams } from '../authoring/complete-params.js';
import { checksumOf } from '../json/canonical-json.js';
import { ENGINE_LIMITS } from '../learning-engine.tokens.js';
import { type EngineLimits, jsonLimits } from '../options/engine-limits.js';
import { type ActivePair, type ActivePairs } from '../resolution/active-pairs.js';
import { ActiveVersionCache } from '../resolution/active-version-cache.js';
import { runtimeOf } from '../execution/runtime.js';
import { type Folding } from './folding.js';
import { type ProjectionRow } from './projections.statements.js';
import { Bases, type Basis, type BasisIds } from './sets/bases.js';
import { type ProjectionIdentity, type StoredLive, StoredProjections } from './stored-projections.js';

/** States by one fold with one set of parameters, one calibration and one skill map, which this process can fold. */
export interface Projection extends Folding, BasisIds {
  readonly id: string;
  readonly algoKey: string;
  readonly version: string;
  readonly versionId: string;
  readonly paramsId: string;
  readonly runtime: string;
  readonly codeDigest: string | null;
  /** Whether version, parameters, calibration and skill map are the active ones. */
  readonly isActive: boolean;
}

/** What is folded by, as of one moment. */
interface Live {
  projections: readonly Projection[];
  /** Undefined where rows of an active set were altered in the database: then nothing is active. */
  active?: Basis;
}

/**
 * Which projections there are. One is made when what makes it is first found active; those that were active before stay for a
 * while, so that a way back finds its states as they would be.
 */
@Injectable()
export class LiveProjectionsCache {
  private known?: { pairs: ActivePairs; live: Promise<Live> };
  /** By projection: the same object each time, so that a fold can key what it derives from a set by it. */
  private readonly params = new Map<string, Readonly<object> | undefined>();

  constructor(
    private readonly catalog: AlgorithmCatalog,
    private readonly active: ActiveVersionCache,
    private readonly stored: StoredProjections,
    private readonly bases: Bases,
    @Inject(ENGINE_LIMITS) private readonly limits: EngineLimits,
  ) {}

  /**
   * Those that a write keeps up to date, as of a moment that is at most `registry.maxAgeMs` before this call.
   *
   * @throws DatabaseUnavailableError when the database cannot do its part
   */
  async current(): Promise<readonly Projection[]> {
    return (await this.live()).projections;
  }

  /** The same, and what is active beside versions and parameters. */
  async live(): Promise<Live> {
    const pairs = await this.active.current();
    if (this.known?.pairs !== pairs) {
      const live = this.load(pairs);
      this.known = { pairs, live };
      live.catch(() => {
        if (this.known?.live === live) this.known = undefined;
      });
    }
    return this.known.live;
  }

  /** Others are kept up to date from the next call on: at once in this process. */
  forget(): void {
    this.known = undefined;
  }

  /** Those that there are, for who must not open any. */
  async existing(): Promise<readonly Projection[]> {
    return (await this.loaded(await this.active.current(), await this.stored.live())).projections;
  }

  private async load(active: ActivePairs): Promise<Live> {
    const stored = await this.stored.live();
    const missing = this.missing(active, stored);
    if (missing.length === 0 && !stored.rows.some(({ isSurplus }) => isSurplus)) return this.loaded(active, stored);
    await this.stored.openActive(missing);
    return this.loaded(active, await this.stored.live());
  }

  /** Those of what is active that are not opened yet. */
  private missing({ pairs }: ActivePairs, { rows, active }: StoredLive): ProjectionIdentity[] {
    return [...pairs.values()].flatMap((pair) => {
      const foldRevision = this.foldOf(pair.version.algoKey, pair.version.version)?.revision;
      const isThere = (row: ProjectionRow) =>
        isOf(pair, active, row) && row.foldRevision === foldRevision && row.isLastActive;
      return foldRevision === undefined || rows.some(isThere) ? [] : [{ pair, foldRevision, ...active }];
    });
  }

  private async loaded({ pairs }: ActivePairs, { rows, active }: StoredLive): Promise<Live> {
    const [activeBasis, ...bases] = await this.bases.of([active, ...rows]);
    const projections = rows.flatMap((row, index) => {
      const basis = bases[index];
      const pair = pairs.get(row.algoKey);
      return (basis && this.projectionOf(row, basis, pair !== undefined && isOf(pair, active, row))) ?? [];
    });
    return { projections, active: activeBasis };
  }

  private foldOf(algoKey: string, version: string) {
    return this.catalog.find(algoKey, version)?.definition.fold;
  }

  /** Undefined for a fold that is not in this process, and for parameters that were altered. */
  private projectionOf(row: ProjectionRow, basis: Basis, isActive: boolean): Projection | undefined {
    const { id, algoKey, version, versionId, paramsId, foldRevision } = row;
    const definition = this.catalog.find(algoKey, version)?.definition;
    const fold = definition?.fold;
    if (!definition || fold?.revision !== foldRevision) return undefined;
    if (!this.params.has(id)) this.params.set(id, this.paramsOf(definition, row));
    const params = this.params.get(id);
    return (
      params && {
        ...{ id, algoKey, version, versionId, paramsId, fold, params },
        ...basis,
        runtime: runtimeOf(definition),
        codeDigest: definition.codeDigest ?? null,
        isActive,
      }
    );
  }

  private paramsOf(definition: AlgorithmDefinition, { params, checksum }: ProjectionRow): object | undefined {
    if (checksumOf(params) !== checksum) return undefined;
    const judged = storedParams(definition, params, jsonLimits(this.limits, this.limits.paramsBytes));
    return 'problems' in judged ? undefined : judged.value;
  }
}

const isOf = ({ version, params }: ActivePair, active: BasisIds, row: ProjectionRow): boolean =>
  version.id === row.versionId &&
  params.id === row.paramsId &&
  active.calibrationId === row.calibrationId &&
  active.skillMapId === row.skillMapId;
