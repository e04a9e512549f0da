import { type FoldedAnswer } from '../authoring/fold.js';
import { comparePlaces, type Place } from '../kit/time-order.js';

/** The place of an answer in the order in which answers are folded: what a watermark is compared with, by `comparePlaces`. */
export const answerPlace = ({ at, sequence, event_id }: FoldedAnswer): Place => ({
  instant: Date.parse(at),
  sequence,
  id: event_id,
});

/** Answers of one learner as they are folded: each once, in their order. Of two with one id, the first counts. */
export function inFoldOrder(answers: Iterable<FoldedAnswer>): FoldedAnswer[] {
  const once = new Map<string, Place & { answer: FoldedAnswer }>();
  for (const answer of answers) {
    if (!once.has(answer.event_id)) once.set(answer.event_id, { answer, ...answerPlace(answer) });
  }
  return [...once.values()].sort(comparePlaces).map(({ answer }) => answer);
}
