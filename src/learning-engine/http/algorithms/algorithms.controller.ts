import { Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { EngineController } from '../route-rules.js';
import { ValidBody } from '../validation/request-validation.js';
import { Access } from '../access/access.guard.js';
import { type AuthUser, CurrentUser } from '../access/auth-user.js';
import { AlgoKeyParam, VersionParam } from '../validation/path-params.js';
import { Problems } from '../problems/problems.decorator.js';
import { CurrentWork, type Work } from '../requests/work.js';
import { ExecutionService } from '../../execution/execution.service.js';
import { RegistryQueries } from '../../registry/registry-queries.js';
import { RegistryService } from '../../registry/registry.service.js';
import { RunQueries } from '../../runs/run-queries.js';
import { type AlgoActivation } from '../../database/entities/algo-activation.entity.js';
import { type ChangeOptions } from '../../database/retry/in-transaction.js';
import { activationView, versionView } from '../../registry/registry-views.js';
import { toPeriodStatisticsResponse, toVersionStatisticsResponse } from './statistics.mapper.js';
import { toAlgorithms } from './version.mapper.js';
import { RestoreRequest, RetireRequest, RollbackRequest } from '../activations/reason.request.js';
import { VersionDetailsReader } from './version-details.reader.js';
import { StatisticsQuery } from './statistics.query.js';
import { ActivationResponse } from '../activations/activation.response.js';
import { StatisticsResponse } from './statistics.response.js';
import { AlgorithmsResponse, VersionDetailsResponse, VersionsResponse } from './version.response.js';
import { Writes } from '../idempotency/writes.decorator.js';

@ApiTags('registry')
@EngineController('v1/learning/algorithms')
export class AlgorithmsController {
  constructor(
    private readonly view: RegistryQueries,
    private readonly registry: RegistryService,
    private readonly execution: ExecutionService,
    private readonly runLog: RunQueries,
    private readonly details: VersionDetailsReader,
  ) {}

  @Get()
  @Access('user')
  @ApiOperation({ operationId: 'listAlgorithms', summary: 'All algorithms with their versions' })
  @ApiOkResponse({ type: AlgorithmsResponse })
  async listAlgorithms(): Promise<AlgorithmsResponse> {
    return { algorithms: toAlgorithms(await this.view.listVersions()) };
  }

  @Get(':algo_key/versions')
  @Access('user')
  @ApiOperation({ operationId: 'listVersions', summary: 'The versions of an algorithm' })
  @ApiOkResponse({ type: VersionsResponse })
  @Problems('algorithm-not-found')
  async listVersions(@AlgoKeyParam() algoKey: string): Promise<VersionsResponse> {
    return { versions: (await this.view.listVersions(algoKey)).map(versionView) };
  }

  @Get(':algo_key/versions/:version')
  @Access('user')
  @ApiOperation({ operationId: 'getVersion', summary: 'A version, its contract and its parameter sets' })
  @ApiOkResponse({ type: VersionDetailsResponse })
  @Problems('algorithm-not-found', 'version-not-found')
  async getVersion(
    @AlgoKeyParam() algoKey: string,
    @VersionParam() version: string,
    @CurrentUser() caller: AuthUser,
  ): Promise<VersionDetailsResponse> {
    return this.details.read(algoKey, version, caller);
  }

  @Post(':algo_key/rollback')
  @Writes()
  @HttpCode(200)
  @Access('admin')
  @ApiOperation({
    operationId: 'rollback',
    summary: 'Roll back the last change of the active version',
    description:
      'A second call goes one state further back. With the `activation_id` of the change the request is safe to repeat, for example after a 503.',
  })
  @ApiOkResponse({ type: ActivationResponse })
  @Problems('algorithm-not-found', 'nothing-to-roll-back', 'not-the-last-activation')
  async rollback(
    @AlgoKeyParam() algoKey: string,
    @ValidBody() { reason, break_pins, activation_id }: RollbackRequest,
    @CurrentUser() { userId }: AuthUser,
    @CurrentWork() work: Work,
  ): Promise<ActivationResponse> {
    const context = { actorUserId: userId, reason, breakPins: break_pins, activationId: activation_id };
    return this.answer(work, (options) => this.registry.rollback(algoKey, { ...options, ...context }));
  }

  @Post(':algo_key/restore')
  @Writes()
  @HttpCode(200)
  @Access('admin')
  @ApiOperation({
    operationId: 'restore',
    summary: 'Restore what was active at an earlier moment',
    description:
      'The moment is an activation or an instant. The request is safe to repeat: activating what is active already writes nothing.',
  })
  @ApiOkResponse({ type: ActivationResponse })
  @Problems(
    'algorithm-not-found',
    'activation-not-found',
    'nothing-to-restore',
    'cannot-activate',
    'not-the-last-activation',
  )
  async restore(
    @AlgoKeyParam() algoKey: string,
    @ValidBody({ mastery: { value: { reason: 'As it was', activation_id: '1' } } })
    { activation_id, as_of, ...request }: RestoreRequest,
    @CurrentUser() { userId }: AuthUser,
    @CurrentWork() work: Work,
  ): Promise<ActivationResponse> {
    const asOf = as_of ? new Date(as_of) : undefined;
    const context = { ...expecting(request), actorUserId: userId, activationId: activation_id, asOf };
    return this.answer(work, (options) => this.registry.restore(algoKey, { ...options, ...context }));
  }

  @Post(':algo_key/retire')
  @Writes()
  @HttpCode(200)
  @Access('admin')
  @ApiOperation({
    operationId: 'retire',
    summary: 'Retire an algorithm: none of its versions is active any more',
    description:
      'Its active version becomes DEPRECATED. A rollback, a restore or an activation makes a version active again.',
  })
  @ApiOkResponse({ type: ActivationResponse })
  @Problems('algorithm-not-found', 'nothing-to-retire', 'not-the-last-activation')
  async retire(
    @AlgoKeyParam() algoKey: string,
    @ValidBody() request: RetireRequest,
    @CurrentUser() { userId }: AuthUser,
    @CurrentWork() work: Work,
  ): Promise<ActivationResponse> {
    const context = { ...expecting(request), actorUserId: userId };
    return this.answer(work, (options) => this.registry.retire(algoKey, { ...options, ...context }));
  }

  @Get(':algo_key/statistics')
  @Access('admin')
  @ApiOperation({
    operationId: 'getStatistics',
    summary: 'Counts and durations of the runs of each version in a window',
  })
  @ApiOkResponse({ type: StatisticsResponse })
  @Problems('algorithm-not-found')
  async getStatistics(
    @AlgoKeyParam() algoKey: string,
    @Query() { from, to, by }: StatisticsQuery,
  ): Promise<StatisticsResponse> {
    const window = { from: new Date(from), to: new Date(to) };
    const periods = by && (await this.runLog.getStatisticsOverTime(algoKey, { ...window, by }));
    const versions = await this.runLog.getStatistics(algoKey, window);
    return {
      versions: versions.map(toVersionStatisticsResponse),
      ...(periods && { periods: periods.map(toPeriodStatisticsResponse) }),
    };
  }

  private async answer(
    work: Work,
    change: (options: ChangeOptions<AlgoActivation>) => Promise<unknown>,
  ): Promise<ActivationResponse> {
    return work.change<AlgoActivation, ActivationResponse>(change, async (activation, manager) =>
      activationView(await this.view.recordOf(activation, { manager })),
    );
  }
}

/** As the engine takes it. */
const expecting = ({ reason, break_pins, expected_activation_id }: RetireRequest) => ({
  ...{ reason, breakPins: break_pins, expectedActivationId: expected_activation_id },
});
