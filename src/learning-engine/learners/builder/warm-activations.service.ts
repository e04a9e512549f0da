import { Injectable, Optional } from '@nestjs/common';
import { JobsNotSetUpError } from '../../errors/learner.errors.js';
import { CannotActivateError } from '../../errors/registry.errors.js';
import { type JobRun } from '../../jobs/job-run.js';
import { type EnqueueOptions, JobsService } from '../../jobs/jobs.service.js';
import { type VersionActivation } from '../../registry/activation-context.js';
import { RegistryService } from '../../registry/registry.service.js';
import { WARM_ACTIVATION } from './kinds.js';
import { ProjectionTargets } from './projection-targets.js';
import { BREAK, OVERRIDE } from './warm-activation.job.js';

/** As `VersionActivation`, for one that a job makes. */
export type WarmActivation = Omit<VersionActivation, 'signal' | 'beforeCommit'> &
  Pick<EnqueueOptions, 'signal' | 'beforeCommit'>;

/** Ends a transaction without any effect. */
class Rehearsed extends Error {}

/**
 * Activations for which the states of learners are made first, so that what is due is never incomplete.
 *
 * Every method throws DatabaseUnavailableError when the database cannot do its part.
 */
@Injectable()
export class WarmActivationsService {
  /** @internal Nest makes it. */
  constructor(
    private readonly registry: RegistryService,
    private readonly targets: ProjectionTargets,
    @Optional() private readonly jobs?: JobsService,
  ) {}

  /**
   * Queues a job that makes the states of all learners by a version with its parameters, and then makes it active: as
   * `RegistryService.activateAlgoVersion` would, which is asked at once whether it may be. Until then the job can be cancelled. What has
   * changed by then, so that it may no longer be made active, ends the job as FAILED with the code of that error.
   *
   * @example
   * ```ts
   * const job = await warmActivations.start('mastery', 'v2', { reason: 'Won the trial', expectedActivationId });
   * ```
   * @param options with a reason
   * @throws as `activateAlgoVersion`; nothing is queued
   * @throws VersionKeepsNoStatesError when the version folds no answers
   * @throws JobsNotSetUpError in a host without JobsModule
   */
  async start(algoKey: string, version: string, options: WarmActivation = {}): Promise<JobRun> {
    if (!this.jobs) throw new JobsNotSetUpError();
    const { signal, beforeCommit, ...context } = options;
    await this.rehearse(algoKey, version, context);
    const params = context.paramsId ?? (await this.registry.resolveVersion(algoKey, version))?.params.id;
    if (!params) {
      throw new CannotActivateError(
        algoKey,
        version,
        'it has no active parameter set: name one, to be made active warm.',
      );
    }
    await this.targets.find(algoKey, { version, paramsId: params });
    const { expectedActivationId, evidence, override, breakPins, actorUserId, reason } = context;
    const args = {
      ...{ algo_key: algoKey, version, params_id: params },
      ...named('expected_activation_id', expectedActivationId),
      ...named('preview_digest', evidence?.previewDigest),
      ...named('evaluation_digest', evidence?.evaluationDigest),
      ...named('override', override ? OVERRIDE : null),
      ...named('pins', breakPins ? BREAK : null),
    };
    return this.jobs.enqueue(WARM_ACTIVATION, args, { signal, beforeCommit, reason, createdByUserId: actorUserId });
  }

  private async rehearse(algoKey: string, version: string, context: VersionActivation): Promise<void> {
    const end = () => {
      throw new Rehearsed();
    };
    await this.registry.activateAlgoVersion(algoKey, version, { ...context, beforeCommit: end }).catch((error) => {
      if (!(error instanceof Rehearsed)) throw error;
    });
  }
}

const named = (name: string, value: string | number | null | undefined) =>
  value === null || value === undefined ? {} : { [name]: String(value) };
