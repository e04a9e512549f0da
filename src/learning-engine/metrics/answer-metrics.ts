import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Counter, Registry } from 'prom-client';
import { EngineScope } from '../database/engine-scope.js';
import { type AnswersPredicted, type AnswersTaken, EngineEvent } from '../domain/engine-events.js';
import { lossOf, tenthOf } from '../kit/prediction.js';

/** Counts answers by what became of them and by what was expected of them, never by person. */
@Injectable()
export class AnswerMetrics implements OnModuleInit, OnModuleDestroy {
  private readonly answers: Counter;
  private readonly predictions: Counter;
  private readonly losses: Counter;

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
    this.predictions = new Counter({
      name: 'learning_predictions_total',
      help: 'Answers that an active version predicted before it folded them, by the tenth of the probability of a right answer.',
      labelNames: ['algo_key', 'version', 'tenth', 'is_right'],
      registers: [registry],
    });
    this.losses = new Counter({
      name: 'learning_prediction_log_loss_total',
      help: 'The sum of -ln p of what came, over the answers of learning_predictions_total.',
      labelNames: ['algo_key', 'version'],
      registers: [registry],
    });
  }

  onModuleInit(): void {
    subscribe(EngineEvent.ANSWERS_TAKEN, this.count);
    subscribe(EngineEvent.ANSWERS_PREDICTED, this.score);
  }

  onModuleDestroy(): void {
    unsubscribe(EngineEvent.ANSWERS_TAKEN, this.count);
    unsubscribe(EngineEvent.ANSWERS_PREDICTED, this.score);
  }

  private readonly count = (event: unknown): void => {
    const { scope, outcomes } = event as AnswersTaken;
    if (scope !== this.scope.name) return;
    for (const [outcome, count] of Object.entries(outcomes)) this.answers.inc({ outcome }, count);
  };

  private readonly score = (event: unknown): void => {
    const { scope, predictions } = event as AnswersPredicted;
    if (scope !== this.scope.name) return;
    for (const { algoKey, version, predicted, isRight } of predictions) {
      const labels = { algo_key: algoKey, version };
      this.predictions.inc({ ...labels, tenth: tenthOf(predicted), is_right: String(isRight) });
      this.losses.inc(labels, lossOf(predicted, isRight));
    }
  };
}
