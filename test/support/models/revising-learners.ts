import { type FoldedAnswer, type FoldState } from 'learning-engine/authoring';
import { RevisionV1Algorithm, RevisionV1Params } from 'learning-engine/algorithms';
import { seededRandom } from '../../../src/demo/random.js';
import { definitionOf } from '../engine/algorithm-laws.js';

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

/** Weights of learners who forget sooner than others, and most of all after a lapse. */
export const FORGETFUL = Object.freeze({ 0: 0.1, 1: 0.4, 2: 0.7, 3: 3, 8: 1.3, 11: 0.7, 20: 0.3 });

export interface RevisingSettings {
  learners: number;
  days: number;
  seed: number;
  /** Of FSRS-6, by their places; default those of revision v1. */
  weights?: Readonly<Record<number, number>>;
  /** Whether right answers are rated as hard, good or easy, by chance. */
  rated?: boolean;
}

/** Learners who review five cards on each day, drawn by chance. Cards change as revision v1 has it. */
export function revisingLearners(
  recalling: Recalling,
  given: RevisingSettings,
): { learnerId: string; answers: FoldedAnswer[] }[] {
  const random = seededRandom(given.seed);
  const params = new RevisionV1Params();
  params.w = params.w.map((weight, place) => given.weights?.[place] ?? weight);
  const fold = definitionOf(RevisionV1Algorithm).fold!;
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
      const model = fold.predict!(before, asked, params, facts);
      const correct = random() < (model === null ? 0.5 : recalling(model, own));
      const rating = given.rated ? (correct ? ([2, 3, 3, 4] as const)[Math.floor(random() * 4)]! : 1) : null;
      const answer: FoldedAnswer = {
        ...asked,
        ...{ event_id: `e${n}`, sequence: null, score: null, rating, duration_ms: null, hints: null, correct },
      };
      answers.push(answer);
      for (const state of fold.step(before, answer, params, facts)) states.set(item_id, state);
    }
    return { learnerId: `l${learner}`, answers };
  });
}

/** The instant before the reviews of a day, from 0 on. */
export const dayOfReviews = (day: number): number => FIRST + day * DAY - DAY / 3;
