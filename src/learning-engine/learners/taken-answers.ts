import { channel } from 'node:diagnostics_channel';
import { type AnswersTaken, EngineEvent, type ScopeName } from '../domain/engine-events.js';
import { type AnswerResult } from './recording.js';

const answersTaken = channel(EngineEvent.ANSWERS_TAKEN);

/** Tells listeners what became of the answers of a call, after its commit. */
export function tellOfAnswers(scope: ScopeName, results: readonly AnswerResult[]): void {
  if (results.length === 0 || !answersTaken.hasSubscribers) return;
  const outcomes: Record<string, number> = {};
  for (const { outcome } of results) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  const event: AnswersTaken = { scope, outcomes };
  answersTaken.publish(event);
}
