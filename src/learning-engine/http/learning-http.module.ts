import { type DynamicModule, Module, type OnModuleInit } from '@nestjs/common';
import { DiscoveryModule, DiscoveryService, HttpAdapterHost } from '@nestjs/core';
import { InvalidArgumentError } from '../errors/input.errors.js';
import { FeedTail } from '../events/feed-tail.js';
import { VersionDetailsReader } from './algorithms/version-details.reader.js';
import { EngineHealthIndicator } from './health/engine-health.indicator.js';
import { EventStreams } from './events/event-streams.js';
import { HostPorts } from './host-ports.js';
import { ASYNC_OPTIONS_TYPE, ConfigurableModuleClass, OPTIONS_TYPE } from './learning-http.module-definition.js';
import { BatchRuns } from './learning/batch-runs.js';
import { LearnerNames } from './learners/learner-names.js';
import { KeyedRuns } from './learning/keyed-runs.js';
import { LearningController } from './learning/learning.controller.js';

/**
 * The routes of the engine, under `/v1/learning` of an application on Express. They bring their own guard, pipes, interceptors and
 * filter, which hold for these routes alone. Needs the services of `LearningEngineModule`: make that global, or name a module that
 * exports it in `imports`.
 */
@Module({
  imports: [DiscoveryModule],
  providers: [
    HostPorts,
    LearnerNames,
    VersionDetailsReader,
    KeyedRuns,
    BatchRuns,
    FeedTail,
    EventStreams,
    EngineHealthIndicator,
  ],
  exports: [HostPorts, EngineHealthIndicator],
})
export class LearningHttpModule extends ConfigurableModuleClass implements OnModuleInit {
  /** @internal Nest makes it. */
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly discovery: DiscoveryService,
  ) {
    super();
  }

  /**
   * @example
   * ```ts
   * LearningHttpModule.forRoot({ authUser: (request: Request) => request.user && { userId: request.user.id, role: 'user' } })
   * ```
   */
  static override forRoot(options: typeof OPTIONS_TYPE): DynamicModule {
    return super.forRoot(options);
  }

  /** As `forRoot`, with the options from a factory, which may inject what the modules of `imports` export. */
  static override forRootAsync(options: typeof ASYNC_OPTIONS_TYPE): DynamicModule {
    return super.forRootAsync(options);
  }

  /** @throws InvalidArgumentError when the application is not one on which the routes work */
  onModuleInit(): void {
    const adapter = this.host.httpAdapter?.getType();
    if (adapter === 'fastify') {
      throw new InvalidArgumentError('LearningHttpModule', 'needs an application on Express: @nestjs/platform-express');
    }
    const mounted = this.discovery.getControllers().filter(({ metatype }) => metatype === LearningController);
    if (mounted.length > 1) {
      throw new InvalidArgumentError('LearningHttpModule', 'must be imported once: its routes would be there twice');
    }
  }
}
