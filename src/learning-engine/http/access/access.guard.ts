import { type CanActivate, type ExecutionContext, ForbiddenException, Injectable } from '@nestjs/common';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { isUuid } from '../../domain/uuid.js';
import { HostPorts } from '../host-ports.js';
import { RequestProblem } from '../problems/problem.js';
import { tellOfRequest } from '../requests/request-context.js';
import { accessOf } from './access-category.js';
import { type AuthUser, callerOf, roles, setCaller } from './auth-user.js';

/** Default deny: lets a request through only as the category of its route says. Asks the host who makes the request. */
@Injectable()
export class AccessGuard implements CanActivate {
  /** @internal Nest makes it. */
  constructor(private readonly host: HostPorts) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const category = accessOf(context.getHandler(), context.getClass());
    if (category === 'public') return true;

    const http = context.switchToHttp();
    const response = http.getResponse<ServerResponse>();
    // What is answered is for the caller alone. A route whose answer may be kept says so.
    if (!response.hasHeader('Cache-Control')) response.setHeader('Cache-Control', 'no-store');
    const { role } = await this.identify(http.getRequest<IncomingMessage>());
    if (category === 'user' || (category === 'admin' && role === 'admin')) return true;
    tellOfRequest({ refusal: `the route is for the role ${category}` });
    throw new ForbiddenException();
  }

  private async identify(request: IncomingMessage): Promise<AuthUser> {
    const known = callerOf(request);
    if (known) return known;
    const found = await this.host.authUser(request);
    if (!found) {
      throw new RequestProblem('unauthorized', undefined, undefined, { 'WWW-Authenticate': 'Bearer' });
    }
    const caller = checked(found);
    setCaller(request, caller);
    tellOfRequest({ caller });
    return caller;
  }
}

/** What is no user of the routes lets no request through. One person is one user id, in whatever case it is written. */
function checked({ userId, role }: AuthUser): AuthUser {
  if (!isUuid(userId)) throw new TypeError('authUser of LearningHttpModule must give a userId that is a UUID');
  if (!roles.includes(role))
    throw new TypeError(`authUser of LearningHttpModule must give a role: ${roles.join(', ')}`);
  return { userId: userId.toLowerCase(), role };
}
