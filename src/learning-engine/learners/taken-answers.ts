import { channel } from 'node:diagnostics_channel';
import { type AnswersPredicted, type AnswersTaken, EngineEvent, type ScopeName } from '../domain/engine-events.js';
import { type LearnerChange } from './learner-changes.js';
import { type AnswerResult } from './recording.js';

const answersTaken = channel(EngineEvent.ANSWERS_TAKEN);
const answersPredicted = channel(EngineEvent.ANSWERS_PREDICTED);

/** Tells listeners what became of the answers of a call, after its commit. */
export function tellOfAnswers(scope: ScopeName, results: readonly AnswerResult[]): void {
  if (results.length === 0 || !answersTaken.hasSubscribers) return;
  const outcomes: Record<string, number> = {};
  for (const { outcome } of results) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  const event: AnswersTaken = { scope, outcomes };
  answersTaken.publish(event);
}

/** Tells listeners what active versions had expected of new answers, after their commit. */
export function tellOfPredictions(
  scope: ScopeName,
  { entries, folds }: Pick<LearnerChange, 'entries' | 'folds'>,
): void {
  if (!answersPredicted.hasSubscribers) return;
  const predictions: AnswersPredicted['predictions'][number][] = [];
  for (const { projection, predicted: all } of folds) {
    if (!projection.isActive || all.size === 0) continue;
    const { algoKey, version } = projection;
    for (const { kind, version: ofEvent, event_id, correct } of entries) {
      const predicted = all.get(event_id);
      if (kind !== 'answer' || ofEvent !== 1 || predicted === undefined) continue;
      predictions.push({ algoKey, version, predicted, isRight: correct! });
    }
  }
  if (predictions.length === 0) return;
  const event: AnswersPredicted = { scope, predictions };
  answersPredicted.publish(event);
}
