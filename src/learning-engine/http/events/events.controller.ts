import { Get, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Request, type Response } from 'express';
import { isCursor } from '../../events/event-cursor.js';
import { Access } from '../access/access.guard.js';
import { type AuthUser, CurrentUser } from '../access/auth-user.js';
import { RequestProblem } from '../problems/problem.js';
import { Problems } from '../problems/problems.decorator.js';
import { ReadsPersons } from '../requests/audit.interceptor.js';
import { EngineController } from '../route-rules.js';
import { EventStreams } from './event-streams.js';
import { EventsQuery } from './events.query.js';
import { typesFor } from './streamed-types.js';

const EVENT_STREAM = 'text/event-stream';
const LAST_EVENT_ID = 'Last-Event-ID';

@ApiTags('events')
@ReadsPersons(true)
@EngineController('v1/learning/events')
export class EventsController {
  constructor(private readonly streams: EventStreams) {}

  @Get()
  @Access('service')
  @ApiOperation({
    operationId: 'streamEvents',
    summary: 'What happens in the engine, as it happens',
    description:
      'Server-sent events. A stream that was cut is continued by the header Last-Event-ID: nothing is missed. The role service ' +
      'reads algorithm.activated and answers.recorded, the role admin all types.',
  })
  @ApiHeader({ name: LAST_EVENT_ID, required: false, description: 'The id of the last event that was read.' })
  @ApiOkResponse({
    description: 'Events, until one side ends.',
    content: { [EVENT_STREAM]: { schema: { type: 'string' } } },
  })
  @Problems('too-many-streams')
  async streamEvents(
    @Query() { types, after }: EventsQuery,
    @CurrentUser() caller: AuthUser,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    if (!request.accepts(EVENT_STREAM))
      throw new RequestProblem('not-acceptable', `This route answers in ${EVENT_STREAM}.`);
    const wanted = typesFor(caller, types);
    const last = request.get(LAST_EVENT_ID);
    const cursor = last === undefined ? cursorOf('after', after) : cursorOf(LAST_EVENT_ID, last);
    if (request.method === 'HEAD') response.type(EVENT_STREAM).end();
    else await this.streams.answer(response, caller, wanted, cursor);
  }
}

function cursorOf(parameter: string, text: string | undefined): string | undefined {
  if (text === undefined || isCursor(text)) return text;
  throw new RequestProblem('invalid-request', undefined, [{ parameter, detail: 'must be the id of an event' }]);
}
