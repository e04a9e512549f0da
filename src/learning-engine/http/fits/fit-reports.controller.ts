import { Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { fitReportView } from '../../evidence/fits/fit-report-view.js';
import { FitReportsService } from '../../evidence/fits/fit-reports.service.js';
import { Access } from '../access/access.guard.js';
import { type AuthUser, CurrentUser } from '../access/auth-user.js';
import { fromCursor, toCursor } from '../pagination/cursor.js';
import { Problems } from '../problems/problems.decorator.js';
import { EngineController } from '../route-rules.js';
import { UuidParam } from '../validation/path-params.js';
import { FitReportResponse, FitReportsResponse } from './fit-report.response.js';
import { FitReportsQuery } from './fit-reports.request.js';

@ApiTags('evidence')
@EngineController('v1/learning/fit-reports')
export class FitReportsController {
  constructor(private readonly reports: FitReportsService) {}

  @Get()
  @Access('reader')
  @ApiOperation({ operationId: 'listFitReports', summary: 'What jobs that fit parameters have found, newest first' })
  @ApiOkResponse({ type: FitReportsResponse })
  async listFitReports(
    @Query() { limit, cursor, algo_key }: FitReportsQuery,
    @CurrentUser() { userId }: AuthUser,
  ): Promise<FitReportsResponse> {
    const walk = { userId, filters: { algo_key } };
    const page = { limit: limit === undefined ? undefined : Number(limit), before: fromCursor(cursor, walk) };
    const { reports, nextBefore } = await this.reports.list({ algoKey: algo_key }, page);
    return { fit_reports: reports.map(fitReportView), next_cursor: toCursor(nextBefore, walk) };
  }

  @Get(':fit_report_id')
  @Access('reader')
  @ApiOperation({ operationId: 'getFitReport', summary: 'What a job that fits parameters has found' })
  @ApiOkResponse({ type: FitReportResponse })
  @Problems('fit-report-not-found')
  async getFitReport(
    @UuidParam('fit_report_id', 'A report: the `id` of the job that made it.') id: string,
  ): Promise<FitReportResponse> {
    return fitReportView(await this.reports.get(id));
  }
}
