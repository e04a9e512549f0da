import {
  applyDecorators,
  type CanActivate,
  type ExecutionContext,
  ForbiddenException,
  Injectable,
  type Type,
  UseGuards,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { isUuid } from '../../domain/uuid.js';
import { isStorableText } from '../../json/json-text.js';
import { HostPorts } from '../host-ports.js';
import { RequestProblem } from '../problems/problem.js';
import { tellOfRequest } from '../requests/request-context.js';
import { type AuthUser, callerOf, type Role, roles, setCaller } from './auth-user.js';

export const accessCategories = ['public', ...roles] as const;

/** Who may call a route: everyone, or those who are authenticated, in this role or one that may do more. */
export type AccessCategory = (typeof accessCategories)[number];

const Category = Reflector.createDecorator<AccessCategory>();

/** Declares who may call the routes of a controller, or one route, and lets no one else through. */
export const Access = (category: AccessCategory) => applyDecorators(Category(category), UseGuards(AccessGuard));

/** Who may call a route, as `@Access` says of its handler or of its controller; undefined where neither has it. */
export const accessOf = (handler: object, controller: object): AccessCategory | undefined =>
  new Reflector().getAllAndOverride(Category, [handler, controller] as Type[]);

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
    const least = roles.indexOf(category as Role);
    if (least >= 0 && roles.indexOf(role) >= least) return true;
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
function checked({ userId, role, groupIds = [], validUntil }: AuthUser): AuthUser {
  if (!isUuid(userId)) throw new TypeError('authUser of LearningHttpModule must give a userId that is a UUID');
  if (!roles.includes(role))
    throw new TypeError(`authUser of LearningHttpModule must give a role: ${roles.join(', ')}`);
  if (!Array.isArray(groupIds) || !groupIds.every(isStorableText))
    throw new TypeError('authUser of LearningHttpModule must give groupIds that are texts, or none');
  if (validUntil !== undefined && !(validUntil instanceof Date && !Number.isNaN(validUntil.getTime())))
    throw new TypeError('authUser of LearningHttpModule must give a validUntil that is a Date, or none');
  return {
    userId: userId.toLowerCase(),
    role,
    ...(role === 'reader' && { groupIds }),
    ...(validUntil && { validUntil }),
  };
}
