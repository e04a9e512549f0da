import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Counter, Registry } from 'prom-client';
import { EngineScope } from '../database/engine-scope.js';
import { type AnswersTaken, EngineEvent } from '../domain/engine-events.js';

/** Counts answers by what became of them, never by person. */
@Injectable()
export class AnswerMetrics implements OnModuleInit, OnModuleDestroy {
  private readonly answers: Counter;

  constructor(
    registry: Registry,
    private readonly scope: EngineScope,
  ) {
    this.answers = new Counter({
      name: 'learning_answers_total',
      help: 'Answers that this process was handed, by what became of them.',
      labelNames: ['outcome'],
      registers: [registry],
    });
  }

  onModuleInit(): void {
    subscribe(EngineEvent.ANSWERS_TAKEN, this.count);
  }

  onModuleDestroy(): void {
    unsubscribe(EngineEvent.ANSWERS_TAKEN, this.count);
  }

  private readonly count = (event: unknown): void => {
    const { scope, outcomes } = event as AnswersTaken;
    if (scope !== this.scope.name) return;
    for (const [outcome, count] of Object.entries(outcomes)) this.answers.inc({ outcome }, count);
  };
}
