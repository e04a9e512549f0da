import { Inject, Injectable } from '@nestjs/common';
import { InvalidArgumentError } from '../errors/input.errors.js';
import { withDefaults } from '../options/settings.js';
import {
  type ComputationSettings,
  defaultComputationSettings,
  LEAST_KIB_PER_MINUTE,
} from './computations/computation-settings.js';
import {
  defaultEventStreamSettings,
  type EventStreamSettings,
  largestEventStreamSettings,
} from './events/event-stream-settings.js';
import { anyUser, type Users } from './users.js';
import { HTTP_OPTIONS, type LearningHttpOptions } from './learning-http.options.js';

/** What the host says and does for the routes, complete. */
@Injectable()
export class HostPorts {
  readonly authUser: LearningHttpOptions['authUser'];
  readonly users: Users;
  readonly computations: Readonly<ComputationSettings>;
  readonly eventStreams: Readonly<EventStreamSettings>;

  /**
   * @throws InvalidArgumentError when the host does not say who makes a request
   * @throws RangeError for a setting that is not known, or out of its bounds
   */
  constructor(@Inject(HTTP_OPTIONS) options?: Partial<LearningHttpOptions>) {
    if (typeof options?.authUser !== 'function') {
      throw new InvalidArgumentError(
        'authUser',
        'must be a function that says who makes a request: LearningHttpModule.forRoot({ authUser: (request) => ({ userId, role }) })',
      );
    }
    this.authUser = (request) => options.authUser!(request);
    this.users = options.users ?? anyUser;
    this.computations = withDefaults('computations', defaultComputationSettings, options.computations, {
      mayBeZero: true,
    });
    this.eventStreams = withDefaults('eventStreams', defaultEventStreamSettings, options.eventStreams, {
      atMost: largestEventStreamSettings,
    });
    for (const name of ['kibPerMinute', 'kibPerMinutePerService'] as const) {
      const kib = this.computations[name];
      if (kib > 0 && kib < LEAST_KIB_PER_MINUTE) {
        throw new RangeError(`computations.${name} must be 0 or at least ${LEAST_KIB_PER_MINUTE}`);
      }
    }
  }
}
