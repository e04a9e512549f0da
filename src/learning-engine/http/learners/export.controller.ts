import { Get, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { LearnersService } from '../../learners/learners.service.js';
import { Access } from '../access/access.guard.js';
import { type AuthUser, CurrentUser } from '../access/auth-user.js';
import { Problems } from '../problems/problems.decorator.js';
import { ReadsPersons } from '../requests/audit.interceptor.js';
import { EngineController } from '../route-rules.js';
import { LearnerIdParam } from '../validation/path-params.js';
import { checkMayAct } from './may-act.js';

const NDJSON = 'application/x-ndjson';

@ApiTags('learners')
@ReadsPersons(true)
@EngineController('v1/learning/learners/:learner_id/export')
export class ExportController {
  constructor(private readonly learners: LearnersService) {}

  @Get()
  @Access('user')
  @ApiOperation({
    operationId: 'exportLearner',
    summary: 'All that is kept of a person',
    description:
      'A line of JSON for each row, in which the person is told of. The last line has `"complete": true`: an answer without it ended ' +
      'before its time. Users ask for themselves, the roles service and admin for all.',
  })
  @ApiOkResponse({ description: 'Lines of JSON.', content: { [NDJSON]: { schema: { type: 'string' } } } })
  @Problems('learner-not-found', 'user-erased')
  async exportLearner(@LearnerIdParam() learnerId: string, @CurrentUser() caller: AuthUser): Promise<StreamableFile> {
    checkMayAct(caller, learnerId);
    const lines = Readable.from(await this.learners.export(learnerId));
    const disposition = `attachment; filename="learner-${learnerId}.ndjson"`;
    // What ends before its time is to look so.
    return new StreamableFile(lines, { type: NDJSON, disposition }).setErrorHandler((_error, response) => {
      (response as unknown as ServerResponse).destroy();
    });
  }
}
