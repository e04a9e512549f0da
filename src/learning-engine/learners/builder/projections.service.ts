import { Injectable, Optional } from '@nestjs/common';
import { JobsNotSetUpError, ProjectionInUseError } from '../../errors/learner.errors.js';
import { type JobRun } from '../../jobs/job-run.js';
import { type EnqueueOptions, JobsService } from '../../jobs/jobs.service.js';
import { ActiveVersionCache } from '../../resolution/active-version-cache.js';
import { LiveProjectionsCache } from '../live-projections.js';
import { StoredProjections } from '../stored-projections.js';
import { BUILD_PROJECTION } from './kinds.js';
import { type ProjectionOf, ProjectionTargets } from './projection-targets.js';

/** How far the states of all learners by a version with its parameters are. */
export interface ProjectionProgress {
  algoKey: string;
  version: string;
  paramsId: string;
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
   * @param which default: the active version with its active parameters
   * @throws JobsNotSetUpError in a host without JobsModule
   * @throws NothingToRunError when the key has no active version, or the version no active parameters
   * @throws AlgoVersionNotFoundError, ParamsNotFoundError when there is no such version, or it has no such set
   * @throws VersionKeepsNoStatesError when the version folds no answers
   */
  async build(algoKey: string, which: ProjectionOf = {}, options: EnqueueOptions = {}): Promise<JobRun> {
    if (!this.jobs) throw new JobsNotSetUpError();
    const { version, params } = (await this.targets.find(algoKey, which)).pair;
    const args = { algo_key: algoKey, version: version.version, params_id: params.id };
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
      ...{ algoKey, version: identity.pair.version.version, paramsId: identity.pair.params.id, status },
      createdAt: new Date(createdAt),
      readyAt: readyAt === null ? null : new Date(readyAt),
      ...{ learners, behind, failed },
    };
  }

  /**
   * Stops to keep states up to date that are not needed any more. Where the host has jobs, one removes them. May be repeated.
   *
   * @throws ProjectionInUseError when version and parameters are active; nothing is changed
   * @throws as `getProgress`
   */
  async retire(algoKey: string, which: ProjectionOf): Promise<void> {
    const identity = await this.targets.find(algoKey, which);
    const { version, params } = identity.pair;
    const active = (await this.active.current()).pairs.get(algoKey);
    if (active?.params.id === params.id) throw new ProjectionInUseError(algoKey, version.version);
    await this.stored.retire(identity);
    this.live.forget();
  }
}
