import { type Fold, type FoldedAnswer, type FoldState } from '../../src/learning-engine/authoring/fold.js';
import { type LearnerLog } from '../../src/learning-engine/evidence/replayed.js';
import { revisionV1Fold } from '../../src/learning-engine/algorithms/revision/v1/revision-v1.fold.js';
import { RevisionV1Params } from '../../src/learning-engine/algorithms/revision/v1/revision-v1.params.js';
import { seededRandom } from '../../src/demo/random.js';

const DAY = 24 * 3_600_000;
const FIRST = Date.UTC(2026, 0, 1, 8);
const CARDS = 20;
const PER_DAY = 5;

/** What a learner recalls, given what the model says and what the learner is like, a number from 0 to 1. */
export type Recalling = (model: number, learner: number) => number;

const logistic = (logit: number): number => 1 / (1 + Math.exp(-logit));

export const RECALLING: Record<string, Recalling> = {
  'as the model says': (model) => model,
  'a level of their own, whatever the model says': (_model, learner) => 0.4 + 0.58 * learner,
  'less than the model says, or more': (model, learner) =>
    logistic(Math.log(model / (1 - model)) + 3 * (learner - 0.5)),
};

/** Learners who review five cards on each day, drawn by chance. Cards change as revision v1 has it. */
export function revisingLearners(
  recalling: Recalling,
  given: { learners: number; days: number; seed: number },
): LearnerLog[] {
  const random = seededRandom(given.seed);
  const params = new RevisionV1Params();
  const { step, predict } = revisionV1Fold as unknown as Required<Fold<RevisionV1Params>>;
  return Array.from({ length: given.learners }, (_, learner) => {
    const states = new Map<string, FoldState<object>>();
    const answers: FoldedAnswer[] = [];
    const own = random();
    for (let n = 0; n < given.days * PER_DAY; n += 1) {
      const item_id = `i${Math.floor(random() * CARDS)}`;
      const before = [states.get(item_id) ?? null];
      const asked = {
        ...{ item_id, skills: [], option_count: null, guess: null, attempt: null, context: 'practice' as const },
        ...{ at: new Date(FIRST + Math.floor(n / PER_DAY) * DAY + n * 60_000).toISOString(), day_offset_minutes: null },
      };
      const facts = { item_difficulty: null };
      const model = predict(before, asked, params, facts);
      const answer: FoldedAnswer = {
        ...asked,
        ...{ event_id: `e${n}`, sequence: null, score: null, rating: null, duration_ms: null, hints: null },
        correct: random() < (model === null ? 0.5 : recalling(model, own)),
      };
      answers.push(answer);
      for (const state of step(before, answer, params, facts)) states.set(item_id, state);
    }
    return { learnerId: `l${learner}`, answers };
  });
}
