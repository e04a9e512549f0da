import { Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Adoption } from '../../learners/sets/adoptions.js';
import { type StoredSkillMap } from '../../learners/sets/skill-map-content.js';
import { SkillMapsService } from '../../learners/sets/skill-maps.service.js';
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
import { AdoptSetRequest, CreateSkillMapRequest, WithdrawSetRequest } from './sets.request.js';
import {
  AdoptionsResponse,
  MappedItemsResponse,
  SkillMapResponse,
  SkillMapsResponse,
  LastAdoptionResponse,
  toAdoption,
  toSkillMap,
  toLastAdoption,
  toMappedItems,
} from './sets.response.js';

const MOST_BYTES = 8 * 1024 * 1024;
const ID = 'A skill map: the `id` of one that was created or listed.';

@ApiTags('skill-maps')
@EngineController('v1/learning/skill-maps')
export class SkillMapsController {
  constructor(private readonly skillMaps: SkillMapsService) {}

  @Post()
  @Writes()
  @Access('admin')
  @BodyLimit(MOST_BYTES)
  @ApiOperation({
    operationId: 'createSkillMap',
    summary: 'Store a skill map',
    description:
      'It is inactive until it is adopted. One with the same items is not stored again: then that one is the answer.',
  })
  @ApiCreatedResponse({ type: SkillMapResponse })
  async createSkillMap(
    @ValidBody() request: CreateSkillMapRequest,
    @CurrentUser() { userId }: AuthUser,
    @CurrentWork() work: Work,
  ): Promise<SkillMapResponse> {
    const content = { items: request.items };
    return work.change(
      (options) => this.skillMaps.create(content, { ...options, createdByUserId: userId }),
      (map: StoredSkillMap) => toSkillMap(map),
    );
  }

  @Get()
  @Access('reader')
  @ApiOperation({ operationId: 'listSkillMaps', summary: 'Skill maps, newest first' })
  @ApiOkResponse({ type: SkillMapsResponse })
  async listSkillMaps(@Query() query: PageQuery, @CurrentUser() { userId }: AuthUser): Promise<SkillMapsResponse> {
    const walk = { userId, filters: {} };
    const page = await this.skillMaps.list(pageOf(query, walk));
    return { skill_maps: page.entries.map(toSkillMap), next_cursor: toCursor(page.nextAfter, walk) };
  }

  @Get('adoptions')
  @Access('reader')
  @ApiOperation({ operationId: 'listSkillMapAdoptions', summary: 'Which skill map was active when, newest first' })
  @ApiOkResponse({ type: AdoptionsResponse })
  async listSkillMapAdoptions(): Promise<AdoptionsResponse> {
    return { adoptions: (await this.skillMaps.getHistory()).map(toAdoption) };
  }

  @Post('withdraw')
  @Writes()
  @HttpCode(200)
  @Access('admin')
  @ApiOperation({
    operationId: 'withdrawSkillMap',
    summary: 'Let no skill map be active',
    description: 'Back to a former one leads its adoption.',
  })
  @ApiOkResponse({ type: LastAdoptionResponse })
  @Problems('not-the-last-adoption')
  async withdrawSkillMap(
    @ValidBody() { reason, expected_adoption_id }: WithdrawSetRequest,
    @CurrentUser() { userId }: AuthUser,
    @CurrentWork() work: Work,
  ): Promise<LastAdoptionResponse> {
    const asked = { reason, actorUserId: userId, expectedAdoptionId: expected_adoption_id ?? undefined };
    return work.change(
      (options) => this.skillMaps.withdraw({ ...options, ...asked }),
      (adoption: Adoption | null) => toLastAdoption(adoption),
    );
  }

  @Get(':skill_map_id')
  @Access('reader')
  @ApiOperation({ operationId: 'getSkillMap', summary: 'One skill map' })
  @ApiOkResponse({ type: SkillMapResponse })
  @Problems('skill-map-not-found')
  async getSkillMap(@UuidParam('skill_map_id', ID) id: string): Promise<SkillMapResponse> {
    return toSkillMap(await this.skillMaps.get(id));
  }

  @Get(':skill_map_id/items')
  @Access('reader')
  @ApiOperation({ operationId: 'listSkillMapItems', summary: 'What is in a skill map' })
  @ApiOkResponse({ type: MappedItemsResponse })
  @Problems('skill-map-not-found')
  async listSkillMapItems(
    @UuidParam('skill_map_id', ID) id: string,
    @Query() query: PageQuery,
    @CurrentUser() { userId }: AuthUser,
  ): Promise<MappedItemsResponse> {
    const walk = { userId, filters: { id } };
    const page = await this.skillMaps.getItems(id, pageOf(query, walk));
    return { items: toMappedItems(page), next_cursor: toCursor(page.nextAfter, walk) };
  }

  @Post(':skill_map_id/adopt')
  @Writes()
  @HttpCode(200)
  @Access('admin')
  @ApiOperation({
    operationId: 'adoptSkillMap',
    summary: 'Make a skill map the active one',
    description: 'The states of learners by the former one stay for a while: adopting it again finds them.',
  })
  @ApiOkResponse({ type: LastAdoptionResponse })
  @Problems('skill-map-not-found', 'not-the-last-adoption')
  async adoptSkillMap(
    @UuidParam('skill_map_id', ID) id: string,
    @ValidBody() { reason, expected_adoption_id }: AdoptSetRequest,
    @CurrentUser() { userId }: AuthUser,
    @CurrentWork() work: Work,
  ): Promise<LastAdoptionResponse> {
    const asked = { reason, actorUserId: userId, expectedAdoptionId: expected_adoption_id ?? undefined };
    return work.change(
      (options) => this.skillMaps.adopt(id, { ...options, ...asked }),
      (adoption: Adoption) => toLastAdoption(adoption),
    );
  }
}
