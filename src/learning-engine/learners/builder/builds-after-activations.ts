import { Inject, Injectable, Logger, type OnModuleDestroy, type OnModuleInit, Optional } from '@nestjs/common';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { EngineScope } from '../../database/engine-scope.js';
import { type Activated, EngineEvent } from '../../domain/engine-events.js';
import { textOf } from '../../errors/text-of.js';
import { JobsService } from '../../jobs/jobs.service.js';
import { type LearnerSettings } from '../learner-settings.js';
import { LEARNER_SETTINGS } from '../learners.tokens.js';
import { LiveProjectionsCache } from '../live-projections.js';

/**
 * Opens a projection as soon as this process has activated a pair or adopted a set, and so queues its build. What another process
 * does is found by the next answer or question.
 */
@Injectable()
export class BuildsAfterActivations implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('LearningEngine');

  constructor(
    private readonly scope: EngineScope,
    private readonly live: LiveProjectionsCache,
    @Inject(LEARNER_SETTINGS) private readonly settings: LearnerSettings,
    @Optional() private readonly jobs?: JobsService,
  ) {}

  onModuleInit(): void {
    subscribe(EngineEvent.ACTIVATED, this.activated);
  }

  onModuleDestroy(): void {
    unsubscribe(EngineEvent.ACTIVATED, this.activated);
  }

  /** Does not wait for it. */
  openActive(): void {
    if (!this.jobs || !this.settings.buildAfterActivation) return;
    this.live.current().catch((error: unknown) => {
      this.logger.warn(`The states of learners are not being built yet, but by the next answer: ${textOf(error)}`);
    });
  }

  private readonly activated = (event: unknown): void => {
    if ((event as Activated).scope === this.scope.name) this.openActive();
  };
}
