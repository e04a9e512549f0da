import { type FoldedAnswer, type FoldFacts, type FoldQuestion } from '../../authoring/fold.js';
import { isRapidGuess } from '../rapid-guesses.js';
import { type LearnerLog } from '../replayed.js';
import { usualDurations } from './rapid-answers.js';

/** How long items usually take, by the answers of some learners. */
export class UsualTimes {
  private readonly usual: ReturnType<typeof usualDurations>;

  constructor(logs: readonly LearnerLog[]) {
    const timed = logs.map(({ learnerId, answers }): Parameters<typeof usualDurations>[0][number] => [
      learnerId,
      answers.flatMap(({ item_id, correct, at, duration_ms }) =>
        item_id === null ? [] : [[item_id, correct ? 1 : 0, Date.parse(at), duration_ms]],
      ),
    ]);
    this.usual = usualDurations(timed, []);
  }

  /** Whether an answer came too fast to be one: then it is not judged, and tells nothing of its question. */
  isRapid(answer: FoldedAnswer): boolean {
    return isRapidGuess(answer.duration_ms, this.of(answer));
  }

  /** The facts of answers, each with how long its item usually takes where that is known. */
  addTo(facts: ReadonlyMap<FoldQuestion, FoldFacts>): Map<FoldQuestion, FoldFacts> {
    return new Map(
      [...facts].map(([question, known]): [FoldQuestion, FoldFacts] => {
        const item_duration_ms = this.of(question);
        return [question, item_duration_ms === null ? known : { ...known, item_duration_ms }];
      }),
    );
  }

  /** In milliseconds; null where it is not known. */
  private of({ item_id }: Pick<FoldQuestion, 'item_id'>): number | null {
    return this.usual.get(item_id ?? '')?.usual_duration_ms ?? null;
  }
}
