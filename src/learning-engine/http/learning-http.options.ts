import { type ModuleMetadata } from '@nestjs/common';
import { type IncomingMessage } from 'node:http';
import { type AuthUser } from './access/auth-user.js';
import { type ComputationSettings } from './computations/computation-settings.js';
import { type EventStreamSettings } from './events/event-stream-settings.js';
import { type Users } from './users.js';

/** What `forRoot` takes and the factory of `forRootAsync` answers. */
export interface LearningHttpOptions {
  /**
   * Who makes a request; undefined for a caller who is not known, who is answered by 401. In place of that it may throw an error of
   * Nest or a `RequestProblem`. It is asked once for each request, after the guards of the application.
   */
  authUser(request: IncomingMessage): AuthUser | undefined | Promise<AuthUser | undefined>;
  /** The users and sessions of the host. Without it, anything may be recorded of any user, and in no session. */
  users?: Users;
  /** What one caller may have computed, where that differs from the defaults. */
  computations?: Partial<ComputationSettings>;
  /** The streams of `GET /v1/learning/events`, where they differ from the defaults. */
  eventStreams?: Partial<EventStreamSettings>;
}

/** What both `forRoot` and `forRootAsync` take directly. */
export interface LearningHttpExtras {
  /** Modules that export the services of the engine, where these are not global, and what the factory injects. */
  imports?: NonNullable<ModuleMetadata['imports']>;
  /** Whether `POST /v1/learning/sessions` is a route: then `users` must have `openSession`. Default false. */
  sessions?: boolean;
  /** Whether `/v1/learning/jobs` and `/v1/learning/job-schedules` are routes: then `JobsService` of `learning-engine/jobs` must be there. Default false. */
  jobs?: boolean;
  /**
   * Whether `/v1/learning/learners`, `due`, `projections`, `calibrations`, `skill-maps` and `answers/corrections` are routes: then the
   * services of `LearnersModule` of `learning-engine/learners` must be there. Default false.
   */
  learners?: boolean;
  /** Whether `…/previews` and `…/evaluations` of algorithms are routes: then `EvidenceModule` of `learning-engine/evidence` must be there. Default false. */
  evidence?: boolean;
  /** Whether `/v1/learning/webhooks` are routes: then `WebhooksModule` of `learning-engine/webhooks` must be there. Default false. */
  webhooks?: boolean;
  /** Lets controllers of other modules use the guard and the rules of these routes. Default false. */
  isGlobal?: boolean;
}

export const HTTP_OPTIONS = Symbol.for('learning-engine:HTTP_OPTIONS');
