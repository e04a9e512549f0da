import { Delete, Get, HttpCode, Post, Query, Req } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Request } from 'express';
import { importedNdjson } from '../../answer-files/ndjson-rows.js';
import { ImportOutOfStepError } from '../../errors/learner.errors.js';
import { JobsService } from '../../jobs/jobs.service.js';
import { ImportsService } from '../../learners/imports/imports.service.js';
import { Access } from '../access/access.guard.js';
import { type AuthUser, CurrentUser } from '../access/auth-user.js';
import { StreamedBody, streamedBytes } from '../body/streamed-body.js';
import { HostPorts } from '../host-ports.js';
import { Problems } from '../problems/problems.decorator.js';
import { CurrentWork, type Work } from '../requests/work.js';
import { EngineController } from '../route-rules.js';
import { UuidParam } from '../validation/path-params.js';
import { ImportAnswersQuery, ImportsQuery, RejectsQuery } from './imports.query.js';
import {
  DroppedImportResponse,
  ImportResponse,
  ImportsResponse,
  RejectsResponse,
  toImport,
  toListedImport,
} from './imports.response.js';

const NDJSON = 'application/x-ndjson';
/** Of a body: a longer file comes in several. */
const MOST_BYTES = 32 * 1024 * 1024;
/** The server ends a body that has not come in 30 s; and what came is written then. */
const LONGEST_MS = 60_000;
const IMPORT = 'An import: the `id` of one that was begun or listed.';

const EXAMPLE = '{"learner_id":"pupil 7","event_id":"a1","at":"2026-11-01T08:00:00Z","item_id":"q1","correct":true}\n';

@ApiTags('learners')
@EngineController('v1/learning/imports')
export class ImportsController {
  constructor(
    private readonly imports: ImportsService,
    private readonly jobs: JobsService,
    private readonly host: HostPorts,
  ) {}

  @Post()
  @HttpCode(202)
  @StreamedBody(LONGEST_MS)
  @Access('service')
  @ApiOperation({
    operationId: 'importAnswers',
    summary: 'Import answers of another system',
    description:
      'On each line an answer and the `learner_id` of that system, as JSON. A body has at most 32 MiB and 30 s: a longer file comes in ' +
      'several, with `more=true` for all but the last one. Lines are taken in parts: when a request fails in the middle, ' +
      '`through_line` says where to go on, with `from_line`. Each answer is recorded once, however often it is sent.',
  })
  @ApiConsumes(NDJSON)
  @ApiBody({ required: true, schema: { type: 'string', example: EXAMPLE } })
  @ApiAcceptedResponse({ type: ImportResponse })
  @Problems('import-out-of-step')
  async importAnswers(
    @Query() { source, from_line = '1', more }: ImportAnswersQuery,
    @Req() request: Request,
    @CurrentUser() { userId }: AuthUser,
    @CurrentWork() work: Work,
  ): Promise<ImportResponse> {
    const fromLine = Number(from_line);
    const bytes = streamedBytes(request, { mediaType: NDJSON, limit: MOST_BYTES, signal: work.begin() });
    const begun = await this.imports.begin(source, { createdByUserId: userId });
    const { id, throughLine, jobId } = begun;
    if (jobId !== null) throw new ImportOutOfStepError(source, throughLine, `Import ${id} is being recorded.`);
    if (throughLine !== fromLine - 1) {
      const detail = `Import ${id} has the lines through ${throughLine}: send those from ${throughLine + 1} on.`;
      throw new ImportOutOfStepError(source, throughLine, detail);
    }
    const rows = importedNdjson(bytes, { source, unit: 'seconds', base: null, fromLine });
    const admits = async (learnerId: string) => (await this.host.users.admit(learnerId, null)) === undefined;
    const taken = await this.imports.take(id, rows, fromLine - 1, admits);
    const job = more === 'true' ? null : await this.imports.end(id, { createdByUserId: userId });
    return toImport(taken, job);
  }

  @Get()
  @Access('service')
  @ApiOperation({ operationId: 'listImports', summary: 'Imports, newest first' })
  @ApiOkResponse({ type: ImportsResponse })
  async listImports(@Query() { source, limit }: ImportsQuery): Promise<ImportsResponse> {
    const found = await this.imports.list(source, limit === undefined ? undefined : Number(limit));
    return { imports: found.map(toListedImport) };
  }

  @Get(':import_id')
  @Access('service')
  @ApiOperation({ operationId: 'getImport', summary: 'An import: its progress, then its report' })
  @ApiOkResponse({ type: ImportResponse })
  @Problems('import-not-found')
  async getImport(@UuidParam('import_id', IMPORT) importId: string): Promise<ImportResponse> {
    const found = await this.imports.get(importId);
    return toImport(found, found.jobId === null ? null : await this.jobs.getJob(found.jobId));
  }

  @Get(':import_id/rejects')
  @Access('service')
  @ApiOperation({ operationId: 'listRejects', summary: 'The lines of an import that do not count, and why' })
  @ApiOkResponse({ type: RejectsResponse })
  @Problems('import-not-found')
  async listRejects(
    @UuidParam('import_id', IMPORT) importId: string,
    @Query() { after, limit }: RejectsQuery,
  ): Promise<RejectsResponse> {
    const page = {
      after: after === undefined ? undefined : Number(after),
      limit: limit === undefined ? undefined : Number(limit),
    };
    return { rejects: await this.imports.rejects(importId, page) };
  }

  @Delete(':import_id')
  @Access('service')
  @ApiOperation({
    operationId: 'dropImport',
    summary: 'Drop an import that was not sent to its end',
    description: 'Nothing of it is recorded.',
  })
  @ApiOkResponse({ type: DroppedImportResponse })
  @Problems('import-not-found', 'import-out-of-step')
  async dropImport(
    @UuidParam('import_id', IMPORT) importId: string,
    @CurrentWork() work: Work,
  ): Promise<DroppedImportResponse> {
    return work.change(
      (options) => this.imports.drop(importId, options),
      () => ({ id: importId, dropped: true as const }),
    );
  }
}
