import { Injectable, Optional } from '@nestjs/common';
import { DEFAULT_PAGE } from '../../domain/page-limit.js';
import { isUuid } from '../../domain/uuid.js';
import { checkPageLimit, InvalidArgumentError } from '../../errors/input.errors.js';
import { JobsNotSetUpError, ProjectionInUseError, ProjectionNotFoundError } from '../../errors/learner.errors.js';
import { type JobRun } from '../../jobs/job-run.js';
import { type EnqueueOptions, JobsService } from '../../jobs/jobs.service.js';
import { ActiveVersionCache } from '../../resolution/active-version-cache.js';
import { LiveProjectionsCache } from '../live-projections.js';
import { type ListedProjectionJson } from './projection.statements.js';
import { StoredProjections } from '../stored-projections.js';
import { NO_SET } from './build-projection.job.js';
import { BUILD_PROJECTION } from './kinds.js';
import { type ProjectionOf, ProjectionTargets } from './projection-targets.js';

/** How far the states of all learners by a version with its parameters, a calibration and a skill map are. */
export interface ProjectionProgress {
  algoKey: string;
  version: string;
  paramsId: string;
  calibrationId: string | null;
  skillMapId: string | null;
  /** READY: of all learners, and every write keeps them so. RETIRED: not kept up to date any more. */
  status: 'BUILDING' | 'READY' | 'RETIRED';
  createdAt: Date;
  readyAt: Date | null;
  /** Learners with answers. */
  learners: number;
  /** Those of them whose states are not up to date. */
  behind: number;
  /** Those of them at whose answers the version failed. */
  failed: number;
}

/** A projection: the states of all learners by a version with its parameters. */
export interface ListedProjection extends Omit<ProjectionProgress, 'behind' | 'failed'> {
  id: string;
  /** Whether version and parameters are the active ones. */
  isActive: boolean;
  /** As in `ProjectionProgress`; null where it is RETIRED. */
  behind: number | null;
  failed: number | null;
}

/** Which projections are listed. */
export interface ProjectionFilter {
  algoKey?: string;
  status?: ProjectionProgress['status'];
}

export interface ProjectionPage {
  /** The newest first. */
  projections: ListedProjection[];
  /** What to ask the next page `after`; null after the last one. */
  nextAfter: string | null;
}

export const PROJECTION_STATUSES: readonly ProjectionProgress['status'][] = ['BUILDING', 'READY', 'RETIRED'];

/**
 * States of all learners by a version with its parameters, which need not be active yet.
 *
 * Every method throws DatabaseUnavailableError when the database cannot do its part.
 */
@Injectable()
export class ProjectionsService {
  /** @internal Nest makes it. */
  constructor(
    private readonly targets: ProjectionTargets,
    private readonly stored: StoredProjections,
    private readonly live: LiveProjectionsCache,
    private readonly active: ActiveVersionCache,
    @Optional() private readonly jobs?: JobsService,
  ) {}

  /**
   * Queues a job that makes the states of all learners, those of the last calls first. From then on answers are folded by this
   * version with these parameters, too. Before an activation it makes the switch a matter of a moment.
   *
   * @example
   * ```ts
   * const job = await projections.build('mastery', { version: 'v2' }, { reason: 'To be activated on Monday' });
   * ```
   * @param which default: the active version with its active parameters, and the active sets
   * @throws JobsNotSetUpError in a host without JobsModule
   * @throws NothingToRunError when the key has no active version, or the version no active parameters
   * @throws AlgoVersionNotFoundError, ParamsNotFoundError when there is no such version, or it has no such set
   * @throws VersionKeepsNoStatesError when the version folds no answers
   * @throws CalibrationNotFoundError, SkillMapNotFoundError when there is no such set
   */
  async build(algoKey: string, which: ProjectionOf = {}, options: EnqueueOptions = {}): Promise<JobRun> {
    if (!this.jobs) throw new JobsNotSetUpError();
    const { version, params } = (await this.targets.find(algoKey, which)).pair;
    const args = {
      ...{ algo_key: algoKey, version: version.version, params_id: params.id },
      ...(which.calibrationId !== undefined && { calibration_id: which.calibrationId ?? NO_SET }),
      ...(which.skillMapId !== undefined && { skill_map_id: which.skillMapId ?? NO_SET }),
    };
    return this.jobs.enqueue(BUILD_PROJECTION, args, options);
  }

  /**
   * How far it is, as of one moment. Null when it was never begun.
   *
   * @throws as `build`, but for JobsNotSetUpError
   */
  async getProgress(algoKey: string, which: ProjectionOf = {}): Promise<ProjectionProgress | null> {
    const identity = await this.targets.find(algoKey, which);
    const state = await this.stored.stateOf(identity);
    if (!state) return null;
    const { status, createdAt, readyAt, learners, behind, failed } = state;
    return {
      ...{ algoKey, version: identity.pair.version.version, paramsId: identity.pair.params.id },
      ...{ calibrationId: identity.calibrationId, skillMapId: identity.skillMapId, status },
      createdAt: new Date(createdAt),
      readyAt: readyAt === null ? null : new Date(readyAt),
      ...{ learners, behind, failed },
    };
  }

  /**
   * Stops to keep states up to date that are not needed any more. Where the host has jobs, one removes them. May be repeated.
   *
   * @throws ProjectionInUseError when version, parameters, calibration and skill map are active; nothing is changed
   * @throws as `getProgress`
   */
  async retire(algoKey: string, which: ProjectionOf): Promise<void> {
    const identity = await this.targets.find(algoKey, which);
    const { version, params } = identity.pair;
    const active = (await this.active.current()).pairs.get(algoKey);
    const sets = await this.stored.activeSets();
    const isActive =
      active?.params.id === params.id &&
      sets.calibrationId === identity.calibrationId &&
      sets.skillMapId === identity.skillMapId;
    if (isActive) throw new ProjectionInUseError(algoKey, version.version);
    const found = await this.stored.stateOf(identity);
    if (found) await this.retireStored(found.id);
  }

  /**
   * As `retire`, of one that was listed: also of one that a former release folded.
   *
   * @throws ProjectionNotFoundError when there is none with this id
   * @throws ProjectionInUseError when its version and parameters are active; nothing is changed
   * @throws InvalidArgumentError unless the id is a UUID
   */
  async retireOne(projectionId: string): Promise<ListedProjection> {
    if (!isUuid(projectionId)) throw new InvalidArgumentError('projectionId', 'must be a UUID');
    const look = async () => (await this.stored.list({ id: projectionId }, 1))[0];
    const found = await look();
    if (!found) throw new ProjectionNotFoundError(projectionId);
    if (found.isActive) throw new ProjectionInUseError(found.algoKey, found.version);
    await this.retireStored(found.id);
    return listedOf((await look())!);
  }

  /**
   * All projections, the newest first, each with how far it is, as of one moment.
   *
   * @throws InvalidArgumentError naming the argument
   */
  async list(
    { algoKey, status }: ProjectionFilter = {},
    { limit = DEFAULT_PAGE, after }: { limit?: number; after?: string } = {},
  ): Promise<ProjectionPage> {
    checkPageLimit(limit);
    if (after !== undefined && !isUuid(after))
      throw new InvalidArgumentError('after', 'must be the nextAfter of a page');
    if (status !== undefined && !PROJECTION_STATUSES.includes(status)) {
      throw new InvalidArgumentError('status', `must be one of ${PROJECTION_STATUSES.join(', ')}`);
    }
    const rows = await this.stored.list({ algoKey, status, after }, limit + 1);
    const projections = rows.slice(0, limit).map(listedOf);
    return { projections, nextAfter: rows.length > limit ? projections.at(-1)!.id : null };
  }

  private async retireStored(id: string): Promise<void> {
    await this.stored.retire(id);
    this.live.forget();
  }
}

const listedOf = ({ createdAt, readyAt, ...rest }: ListedProjectionJson): ListedProjection => ({
  ...rest,
  createdAt: new Date(createdAt),
  readyAt: readyAt === null ? null : new Date(readyAt),
});
