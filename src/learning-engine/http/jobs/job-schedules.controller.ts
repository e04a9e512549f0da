import { Get, HttpStatus, Put, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Response } from 'express';
import { JobSchedulesService, type SetJobSchedule } from '../../jobs/schedules/job-schedules.service.js';
import { Access } from '../access/access.guard.js';
import { type AuthUser, CurrentUser } from '../access/auth-user.js';
import { ExpectedRevisionOf, WithConditions } from '../conditional/if-match.js';
import { Writes } from '../idempotency/writes.decorator.js';
import { toCursor } from '../pagination/cursor.js';
import { pageOf, PageQuery } from '../pagination/page.query.js';
import { Problems } from '../problems/problems.decorator.js';
import { CurrentWork, type Work } from '../requests/work.js';
import { EngineController } from '../route-rules.js';
import { ScheduleIdParam } from '../validation/path-params.js';
import { ValidBody } from '../validation/request-validation.js';
import { SetJobScheduleRequest } from './job-schedule.request.js';
import {
  JobScheduleChangesResponse,
  JobScheduleResponse,
  JobSchedulesResponse,
  toJobSchedule,
  toJobScheduleChange,
} from './job-schedule.response.js';

@ApiTags('jobs')
@EngineController('v1/learning/job-schedules')
export class JobSchedulesController {
  constructor(private readonly schedules: JobSchedulesService) {}

  @Get()
  @Access('admin')
  @ApiOperation({ operationId: 'listJobSchedules', summary: 'Schedules of jobs, by their ids' })
  @ApiOkResponse({ type: JobSchedulesResponse })
  async listJobSchedules(
    @Query() query: PageQuery,
    @CurrentUser() { userId }: AuthUser,
  ): Promise<JobSchedulesResponse> {
    const walk = { userId, filters: {} };
    const { schedules, nextAfter } = await this.schedules.list(pageOf(query, walk));
    return { schedules: schedules.map(toJobSchedule), next_cursor: toCursor(nextAfter, walk) };
  }

  @Get(':schedule_id')
  @Access('admin')
  @ApiOperation({ operationId: 'getJobSchedule', summary: 'One schedule, with its next times' })
  @ApiOkResponse({ type: JobScheduleResponse })
  @Problems('job-schedule-not-found')
  async getJobSchedule(@ScheduleIdParam() id: string): Promise<JobScheduleResponse> {
    return toJobSchedule(await this.schedules.get(id));
  }

  @Get(':schedule_id/changes')
  @Access('admin')
  @ApiOperation({ operationId: 'listJobScheduleChanges', summary: 'Who set a schedule to what, newest first' })
  @ApiOkResponse({ type: JobScheduleChangesResponse })
  @Problems('job-schedule-not-found')
  async listJobScheduleChanges(
    @ScheduleIdParam() id: string,
    @Query() query: PageQuery,
    @CurrentUser() { userId }: AuthUser,
  ): Promise<JobScheduleChangesResponse> {
    const walk = { userId, filters: { id } };
    const { changes, nextAfter } = await this.schedules.getChanges(id, pageOf(query, walk));
    return { changes: changes.map(toJobScheduleChange), next_cursor: toCursor(nextAfter, walk) };
  }

  @Put(':schedule_id')
  @Writes()
  @WithConditions('schedule')
  @Access('admin')
  @ApiOperation({
    operationId: 'setJobSchedule',
    summary: 'Create a schedule, or set one that is there',
    description:
      'Workers queue a job for each occurrence. A schedule that is not wanted any more is set to `enabled: false`. What is set as it was changes nothing.',
  })
  @ApiCreatedResponse({ type: JobScheduleResponse, description: 'The schedule is created.' })
  @ApiOkResponse({ type: JobScheduleResponse, description: 'The schedule was there, and is set.' })
  @Problems('invalid-job-kind', 'invalid-job-args', 'job-schedule-changed')
  async setJobSchedule(
    @ScheduleIdParam() id: string,
    @ValidBody() { kind, args, cron, time_zone, enabled, catch_up, reason }: SetJobScheduleRequest,
    @ExpectedRevisionOf('schedule') expectedRevision: number | '*' | 'none' | null,
    @CurrentUser() { userId }: AuthUser,
    @CurrentWork() work: Work,
    @Res({ passthrough: true }) response: Response,
  ): Promise<JobScheduleResponse> {
    const given = {
      ...{ kind, args: args ?? undefined, cron, timeZone: time_zone },
      ...{ enabled: enabled ?? undefined, catchUp: catch_up ?? undefined },
    };
    const context = { changedByUserId: userId, reason: reason ?? null, expectedRevision };
    return work.change(
      (options) => this.schedules.set(id, given, { ...options, ...context }),
      ({ schedule, isNew }: SetJobSchedule) => {
        response.status(isNew ? HttpStatus.CREATED : HttpStatus.OK);
        return toJobSchedule(schedule);
      },
    );
  }
}
