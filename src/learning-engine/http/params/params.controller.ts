import { Get, HttpCode, HttpStatus, Post, Query, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { type Response } from 'express';
import { EngineController } from '../route-rules.js';
import { ValidBody } from '../validation/request-validation.js';
import { Access } from '../access/access.guard.js';
import { type AuthUser, CurrentUser } from '../access/auth-user.js';
import { AlgoKeyParam, UuidParam, VersionParam } from '../validation/path-params.js';
import { Problems } from '../problems/problems.decorator.js';
import { CurrentWork, type Work } from '../requests/work.js';
import { type EnsuredParams, ParamsService } from '../../params/params.service.js';
import { RegistryService } from '../../registry/registry.service.js';
import { RegistryQueries } from '../../registry/registry-queries.js';
import { type AlgoParams } from '../../database/entities/algo-params.entity.js';
import { toParamsResponse } from '../algorithms/version.mapper.js';
import { CreateParamsQuery, CreateParamsRequest } from './create-params.request.js';
import { DiffParamsQuery } from './diff-params.query.js';
import { gatedContext, GatedRequest } from '../activations/reason.request.js';
import { GATE_PROBLEMS } from '../problems/evidence-problem-types.js';
import { ParamsDiffResponse, ParamsPreviewResponse } from './params.response.js';
import { ParamsResponse } from '../algorithms/version.response.js';
import { Writes } from '../idempotency/writes.decorator.js';

@ApiTags('registry')
@EngineController('v1/learning')
export class ParamsController {
  constructor(
    private readonly view: RegistryQueries,
    private readonly params: ParamsService,
    private readonly registry: RegistryService,
  ) {}

  @Post('algorithms/:algo_key/versions/:version/params')
  @Writes()
  @Access('admin')
  @ApiOperation({
    operationId: 'createParams',
    summary: 'Store a parameter set of a version',
    description:
      'The set is stored inactive. Sending the same set again returns the stored one with 200. With dry_run nothing is stored.',
  })
  @ApiExtraModels(ParamsResponse, ParamsPreviewResponse)
  @ApiCreatedResponse({ type: ParamsResponse, description: 'The set is stored.' })
  @ApiOkResponse({
    description: 'The version has the set already; or, with dry_run, what would be stored.',
    schema: { oneOf: [{ $ref: getSchemaPath(ParamsResponse) }, { $ref: getSchemaPath(ParamsPreviewResponse) }] },
  })
  @Problems(
    'invalid-params',
    'algorithm-not-found',
    'version-not-found',
    'not-implemented',
    'algorithm-failed',
    'params-altered',
  )
  async createParams(
    @AlgoKeyParam() algoKey: string,
    @VersionParam() version: string,
    @Query() { dry_run }: CreateParamsQuery,
    @ValidBody() request: CreateParamsRequest,
    @CurrentUser() caller: AuthUser,
    @CurrentWork() work: Work,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ParamsResponse | ParamsPreviewResponse> {
    const { id } = (await this.view.getVersion(algoKey, version)).version;
    if (dry_run === 'true') {
      response.status(HttpStatus.OK);
      const { params, checksum, existingId, changes } = await this.params.previewParams(id, request.params);
      return { params, checksum, existing_id: existingId, changes };
    }
    return work.change(
      (options) => this.params.ensureParams(id, request.params, { ...options, createdByUserId: caller.userId }),
      ({ params, isNew }: EnsuredParams) => {
        response.status(isNew ? HttpStatus.CREATED : HttpStatus.OK);
        return toParamsResponse(params, caller);
      },
    );
  }

  @Get('algorithms/:algo_key/versions/:version/params/:from_id/diff/:to_id')
  @Access('user')
  @ApiOperation({ operationId: 'diffParams', summary: 'The differences between two parameter sets' })
  @ApiOkResponse({ type: ParamsDiffResponse })
  @Problems('algorithm-not-found', 'version-not-found', 'params-not-found')
  async diffParams(
    @AlgoKeyParam() algoKey: string,
    @VersionParam() version: string,
    @UuidParam('from_id', 'A set of the version: an `id` of its `params_sets`.') fromId: string,
    @UuidParam('to_id', 'Another set, of the version or of `to_version`.') toId: string,
    @Query() { to_version }: DiffParamsQuery,
  ): Promise<ParamsDiffResponse> {
    return { changes: await this.view.diffParams(algoKey, version, fromId, toId, { toVersion: to_version }) };
  }

  @Post('params/:params_id/activate')
  @Writes()
  @HttpCode(200)
  @Access('admin')
  @ApiOperation({ operationId: 'activateParams', summary: 'Make a parameter set the active one of its version' })
  @ApiOkResponse({ type: ParamsResponse })
  @Problems('params-not-found', 'cannot-activate', ...GATE_PROBLEMS)
  async activateParams(
    @UuidParam('params_id', 'A parameter set: an `id` of the `params_sets` of a version.') paramsId: string,
    @ValidBody() gated: GatedRequest,
    @CurrentUser() caller: AuthUser,
    @CurrentWork() work: Work,
  ): Promise<ParamsResponse> {
    const context = { ...gatedContext(gated), actorUserId: caller.userId };
    return work.change(
      (options) => this.registry.activateParams(paramsId, { ...options, ...context }),
      (params: AlgoParams) => toParamsResponse(params, caller),
    );
  }
}
