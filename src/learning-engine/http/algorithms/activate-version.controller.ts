import { HttpCode, Optional, Post, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Response } from 'express';
import { EngineController } from '../route-rules.js';
import { ValidBody } from '../validation/request-validation.js';
import { Access } from '../access/access.guard.js';
import { type AuthUser, CurrentUser } from '../access/auth-user.js';
import { AlgoKeyParam, VersionParam } from '../validation/path-params.js';
import { Problems } from '../problems/problems.decorator.js';
import { CurrentWork, type Work } from '../requests/work.js';
import { InvalidArgumentError } from '../../errors/input.errors.js';
import { type JobRun } from '../../jobs/job-run.js';
import { type WarmActivation, WarmActivationsService } from '../../learners/builder/warm-activations.service.js';
import { JobResponse, toJobResponse } from '../jobs/job.response.js';
import { RegistryService } from '../../registry/registry.service.js';
import { type ChangeOptions } from '../../database/retry/in-transaction.js';
import { ActivateVersionRequest, gatedContext } from '../activations/reason.request.js';
import { GATE_PROBLEMS } from '../problems/evidence-problem-types.js';
import { VersionDetailsReader } from './version-details.reader.js';
import { VersionDetailsResponse } from './version.response.js';
import { Writes } from '../idempotency/writes.decorator.js';

@ApiTags('registry')
@EngineController('v1/learning/algorithms')
export class ActivateVersionController {
  constructor(
    private readonly details: VersionDetailsReader,
    private readonly registry: RegistryService,
    @Optional() private readonly warmActivations?: WarmActivationsService,
  ) {}

  @Post(':algo_key/versions/:version/activate')
  @Writes()
  @HttpCode(200)
  @Access('admin')
  @ApiOperation({
    operationId: 'activateVersion',
    summary: 'Make a version active, with a parameter set of it',
    description:
      'Version and set become active together, by one entry of the activation log. With `warm` a job does it.',
  })
  @ApiOkResponse({ type: VersionDetailsResponse })
  @ApiAcceptedResponse({
    type: JobResponse,
    headers: { Location: { description: 'Where the job is.', schema: { type: 'string' } } },
  })
  @Problems(
    'algorithm-not-found',
    'version-not-found',
    'params-not-found',
    'cannot-activate',
    'not-the-last-activation',
    'version-keeps-no-states',
    ...GATE_PROBLEMS,
  )
  async activateVersion(
    @AlgoKeyParam() algoKey: string,
    @VersionParam() version: string,
    @ValidBody() { params_id, expected_activation_id, warm, ...gated }: ActivateVersionRequest,
    @CurrentUser() caller: AuthUser,
    @CurrentWork() work: Work,
    @Res({ passthrough: true }) response: Response,
  ): Promise<VersionDetailsResponse | JobResponse> {
    const context = {
      ...gatedContext(gated),
      actorUserId: caller.userId,
      paramsId: params_id,
      expectedActivationId: expected_activation_id,
    };
    if (warm) return this.activateWarm(algoKey, version, context, work, response);
    return work.change(
      (options) => this.registry.activateAlgoVersion(algoKey, version, { ...options, ...context }),
      (_activated: unknown, manager) => this.details.read(algoKey, version, caller, { manager }),
    );
  }

  private async activateWarm(
    algoKey: string,
    version: string,
    context: WarmActivation,
    work: Work,
    response: Response,
  ): Promise<JobResponse> {
    const { warmActivations } = this;
    if (!warmActivations) {
      throw new InvalidArgumentError('warm', 'needs a service with LearnersModule and JobsModule: leave it out');
    }
    response.status(202);
    return work.change(
      (options: ChangeOptions<JobRun>) => warmActivations.start(algoKey, version, { ...options, ...context }),
      (job: JobRun) => {
        response.location(`/v1/learning/jobs/${job.id}`);
        return toJobResponse(job);
      },
    );
  }
}
