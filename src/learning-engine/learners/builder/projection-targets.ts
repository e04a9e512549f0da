import { Injectable } from '@nestjs/common';
import { AlgorithmCatalog } from '../../catalog/algorithm-catalog.js';
import { NothingToRunError } from '../../errors/execution.errors.js';
import { VersionKeepsNoStatesError } from '../../errors/learner.errors.js';
import { ParamsNotFoundError } from '../../errors/registry.errors.js';
import { RegistryService } from '../../registry/registry.service.js';
import { type ActivePair } from '../../resolution/active-pairs.js';
import { AdoptedSets } from '../sets/adopted-sets.js';
import { type BasisIds } from '../sets/bases.js';
import { CALIBRATION, type SetKind, SKILL_MAP } from '../sets/set-kind.js';
import { type ProjectionIdentity, StoredProjections } from '../stored-projections.js';

/** Which states: by a version, with parameters, a calibration and a skill map. */
export interface ProjectionOf {
  /** Default: the active one; with `paramsId`, the one that these parameters are of. */
  version?: string;
  /** Default: the active set of the version. */
  paramsId?: string;
  /** Default: the active calibration; null for none. */
  calibrationId?: string | null;
  /** Default: the active skill map; null for none. */
  skillMapId?: string | null;
}

/** Finds the version, the parameters and the sets that are meant, and how this process folds them. */
@Injectable()
export class ProjectionTargets {
  constructor(
    private readonly registry: RegistryService,
    private readonly catalog: AlgorithmCatalog,
    private readonly stored: StoredProjections,
    private readonly sets: AdoptedSets,
  ) {}

  /**
   * @throws NothingToRunError when the key has no active version, or the version no active parameters
   * @throws AlgoVersionNotFoundError when the registry has no such version
   * @throws ParamsNotFoundError when the version has no such set
   * @throws VersionKeepsNoStatesError when the version folds no answers
   * @throws CalibrationNotFoundError, SkillMapNotFoundError when there is no such set
   */
  async find(algoKey: string, which: ProjectionOf): Promise<ProjectionIdentity> {
    const pair = await this.pairOf(algoKey, which);
    const { version } = pair.version;
    const foldRevision = this.catalog.find(algoKey, version)?.definition.fold?.revision;
    if (foldRevision === undefined) {
      throw new VersionKeepsNoStatesError(algoKey, version, this.catalog.foldingVersions(algoKey));
    }
    return { pair, foldRevision, ...(await this.setsOf(which)) };
  }

  private async setsOf({ calibrationId, skillMapId }: ProjectionOf): Promise<BasisIds> {
    const active = await this.stored.activeSets();
    const named = async (kind: SetKind, id: string | null) => id && (await this.sets.get(kind, id)).id;
    return {
      calibrationId: calibrationId === undefined ? active.calibrationId : await named(CALIBRATION, calibrationId),
      skillMapId: skillMapId === undefined ? active.skillMapId : await named(SKILL_MAP, skillMapId),
    };
  }

  private async pairOf(algoKey: string, { version, paramsId }: ProjectionOf): Promise<ActivePair> {
    if (paramsId !== undefined) {
      const pair = await this.registry.resolveParams(paramsId);
      const isMeant = pair?.version.algoKey === algoKey && (version ?? pair.version.version) === pair.version.version;
      if (!pair || !isMeant) throw new ParamsNotFoundError(String(paramsId));
      return pair;
    }
    const pair = await (version === undefined
      ? this.registry.resolveActive(algoKey)
      : this.registry.resolveVersion(algoKey, version));
    if (!pair) throw new NothingToRunError(String(algoKey), version);
    return pair;
  }
}
