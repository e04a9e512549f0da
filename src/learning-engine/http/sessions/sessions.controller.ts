import { HttpCode, Post } from '@nestjs/common';
import { InvalidArgumentError } from '../../errors/input.errors.js';
import { HostPorts } from '../host-ports.js';
import { type OpenedSession, type Users } from '../users.js';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { randomUUID } from 'node:crypto';
import { EngineController } from '../route-rules.js';
import { ValidBody } from '../validation/request-validation.js';
import { Access } from '../access/access.guard.js';
import { actsForOthers, type AuthUser, CurrentUser } from '../access/auth-user.js';
import { RequestProblem } from '../problems/problem.js';
import { Problems } from '../problems/problems.decorator.js';
import { CurrentWork, type Work } from '../requests/work.js';
import { CreateSessionRequest } from './session.request.js';
import { SessionResponse } from './session.response.js';
import { Writes } from '../idempotency/writes.decorator.js';

@ApiTags('sessions')
@EngineController('v1/learning/sessions')
export class SessionsController {
  private readonly users: Required<Users>;

  /** @throws InvalidArgumentError when the host cannot open sessions */
  constructor({ users }: HostPorts) {
    if (!canOpenSessions(users)) {
      throw new InvalidArgumentError('users', 'must have openSession, because LearningHttpModule has `sessions: true`');
    }
    this.users = users;
  }

  @Post()
  @Writes()
  @HttpCode(201)
  @Access('user')
  @ApiOperation({
    operationId: 'createSession',
    summary: 'Open a test session of a learner',
    description:
      'Users open sessions of their own, whose ids the service makes. The roles service and admin open one for any learner, optionally under an id of their own; the same request again returns the same session.',
  })
  @ApiCreatedResponse({ type: SessionResponse })
  @Problems('forbidden', 'session-taken', 'user-erased')
  async createSession(
    @ValidBody() request: CreateSessionRequest,
    @CurrentUser() caller: AuthUser,
    @CurrentWork() work: Work,
  ): Promise<SessionResponse> {
    const userId = request.user_id?.toLowerCase() ?? caller.userId;
    if (!actsForOthers(caller) && (userId !== caller.userId || typeof request.session_id === 'string')) {
      const detail =
        'Opening a session for another user, or under an id of your own, requires the role service or admin.';
      throw new RequestProblem('forbidden', detail);
    }
    const id = request.session_id?.toLowerCase() ?? randomUUID();
    work.learnerId = userId;
    return work.change(
      (options) => this.users.openSession(userId, id, options),
      (session: OpenedSession) => {
        if (typeof session === 'string') throw new RequestProblem(session);
        return { session_id: session.id, user_id: userId, created_at: session.createdAt.toISOString() };
      },
    );
  }
}

const canOpenSessions = (users: Users): users is Required<Users> => typeof users.openSession === 'function';
