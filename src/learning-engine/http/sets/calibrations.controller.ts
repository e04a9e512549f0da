import { Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Adoption } from '../../learners/sets/adoptions.js';
import { type Calibration, type CalibrationContent } from '../../learners/sets/calibration.js';
import { CalibrationsService } from '../../learners/sets/calibrations.service.js';
import { Access } from '../access/access.guard.js';
import { type AuthUser, CurrentUser } from '../access/auth-user.js';
import { BodyLimit } from '../body/json-body.interceptor.js';
import { Writes } from '../idempotency/writes.decorator.js';
import { toCursor } from '../pagination/cursor.js';
import { pageOf, PageQuery } from '../pagination/page.query.js';
import { Problems } from '../problems/problems.decorator.js';
import { CurrentWork, type Work } from '../requests/work.js';
import { EngineController } from '../route-rules.js';
import { UuidParam } from '../validation/path-params.js';
import { ValidBody } from '../validation/request-validation.js';
import { AdoptSetRequest, CreateCalibrationRequest, WithdrawSetRequest } from './sets.request.js';
import {
  AdoptionsResponse,
  CalibratedItemsResponse,
  CalibratedSkillsResponse,
  CalibrationResponse,
  CalibrationsResponse,
  LastAdoptionResponse,
  toAdoption,
  toCalibration,
  toLastAdoption,
} from './sets.response.js';

const MOST_BYTES = 8 * 1024 * 1024;
const ID = 'A calibration: the `id` of one that was created or listed.';

@ApiTags('calibrations')
@EngineController('v1/learning/calibrations')
export class CalibrationsController {
  constructor(private readonly calibrations: CalibrationsService) {}

  @Post()
  @Writes()
  @Access('admin')
  @BodyLimit(MOST_BYTES)
  @ApiOperation({
    operationId: 'createCalibration',
    summary: 'Store a calibration',
    description:
      'It is inactive until it is adopted. One with the same content is not stored again: then that one is the answer.',
  })
  @ApiCreatedResponse({ type: CalibrationResponse })
  @Problems('params-not-found')
  async createCalibration(
    @ValidBody() request: CreateCalibrationRequest,
    @CurrentUser() { userId }: AuthUser,
    @CurrentWork() work: Work,
  ): Promise<CalibrationResponse> {
    const content = { ...given(request), items: request.items };
    return work.change(
      (options) => this.calibrations.create(content, { ...options, createdByUserId: userId }),
      (calibration: Calibration) => toCalibration(calibration),
    );
  }

  @Get()
  @Access('reader')
  @ApiOperation({ operationId: 'listCalibrations', summary: 'Calibrations, newest first' })
  @ApiOkResponse({ type: CalibrationsResponse })
  async listCalibrations(
    @Query() query: PageQuery,
    @CurrentUser() { userId }: AuthUser,
  ): Promise<CalibrationsResponse> {
    const walk = { userId, filters: {} };
    const page = await this.calibrations.list(pageOf(query, walk));
    return { calibrations: page.entries.map(toCalibration), next_cursor: toCursor(page.nextAfter, walk) };
  }

  @Get('adoptions')
  @Access('reader')
  @ApiOperation({ operationId: 'listCalibrationAdoptions', summary: 'Which calibration was active when, newest first' })
  @ApiOkResponse({ type: AdoptionsResponse })
  async listCalibrationAdoptions(): Promise<AdoptionsResponse> {
    return { adoptions: (await this.calibrations.getHistory()).map(toAdoption) };
  }

  @Post('withdraw')
  @Writes()
  @HttpCode(200)
  @Access('admin')
  @ApiOperation({
    operationId: 'withdrawCalibration',
    summary: 'Let no calibration be active',
    description: 'Back to a former one leads its adoption.',
  })
  @ApiOkResponse({ type: LastAdoptionResponse })
  @Problems('not-the-last-adoption')
  async withdrawCalibration(
    @ValidBody() { reason, expected_adoption_id }: WithdrawSetRequest,
    @CurrentUser() { userId }: AuthUser,
    @CurrentWork() work: Work,
  ): Promise<LastAdoptionResponse> {
    const asked = { reason, actorUserId: userId, expectedAdoptionId: expected_adoption_id ?? undefined };
    return work.change(
      (options) => this.calibrations.withdraw({ ...options, ...asked }),
      (adoption: Adoption | null) => toLastAdoption(adoption),
    );
  }

  @Get(':calibration_id')
  @Access('reader')
  @ApiOperation({ operationId: 'getCalibration', summary: 'One calibration' })
  @ApiOkResponse({ type: CalibrationResponse })
  @Problems('calibration-not-found')
  async getCalibration(@UuidParam('calibration_id', ID) id: string): Promise<CalibrationResponse> {
    return toCalibration(await this.calibrations.get(id));
  }

  @Get(':calibration_id/items')
  @Access('reader')
  @ApiOperation({ operationId: 'listCalibrationItems', summary: 'What is in a calibration' })
  @ApiOkResponse({ type: CalibratedItemsResponse })
  @Problems('calibration-not-found')
  async listCalibrationItems(
    @UuidParam('calibration_id', ID) id: string,
    @Query() query: PageQuery,
    @CurrentUser() { userId }: AuthUser,
  ): Promise<CalibratedItemsResponse> {
    const walk = { userId, filters: { id } };
    const page = await this.calibrations.getItems(id, pageOf(query, walk));
    return { items: page.entries, next_cursor: toCursor(page.nextAfter, walk) };
  }

  @Get(':calibration_id/skills')
  @Access('reader')
  @ApiOperation({ operationId: 'listCalibrationSkills', summary: 'How difficult the skills of a calibration are' })
  @ApiOkResponse({ type: CalibratedSkillsResponse })
  @Problems('calibration-not-found')
  async listCalibrationSkills(
    @UuidParam('calibration_id', ID) id: string,
    @Query() query: PageQuery,
    @CurrentUser() { userId }: AuthUser,
  ): Promise<CalibratedSkillsResponse> {
    const walk = { userId, filters: { id } };
    const page = await this.calibrations.getSkills(id, pageOf(query, walk));
    return { skills: page.entries, next_cursor: toCursor(page.nextAfter, walk) };
  }

  @Post(':calibration_id/adopt')
  @Writes()
  @HttpCode(200)
  @Access('admin')
  @ApiOperation({
    operationId: 'adoptCalibration',
    summary: 'Make a calibration the active one',
    description: 'The states of learners by the former one stay for a while: adopting it again finds them.',
  })
  @ApiOkResponse({ type: LastAdoptionResponse })
  @Problems('calibration-not-found', 'not-the-last-adoption')
  async adoptCalibration(
    @UuidParam('calibration_id', ID) id: string,
    @ValidBody() { reason, expected_adoption_id }: AdoptSetRequest,
    @CurrentUser() { userId }: AuthUser,
    @CurrentWork() work: Work,
  ): Promise<LastAdoptionResponse> {
    const asked = { reason, actorUserId: userId, expectedAdoptionId: expected_adoption_id ?? undefined };
    return work.change(
      (options) => this.calibrations.adopt(id, { ...options, ...asked }),
      (adoption: Adoption) => toLastAdoption(adoption),
    );
  }
}

/** What is null was left out. */
const given = ({ items: _items, ...origin }: CreateCalibrationRequest): Omit<CalibrationContent, 'items'> =>
  Object.fromEntries(Object.entries(origin).filter(([, value]) => value !== null));
