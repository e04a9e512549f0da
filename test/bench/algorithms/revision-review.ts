import { createEmptyCard, fsrs, type Grade } from 'ts-fsrs';
import { RevisionV1Params } from '../../../src/learning-engine/algorithms/revision/v1/revision-v1.params.js';
import { DAY, type Memory, Scheduler } from '../../../src/learning-engine/kit/fsrs/scheduler.js';
import { atLeast, type Comparison } from '../benchmark.js';
import { millisecondsOf } from '../measure.js';

const START = Date.UTC(2026, 0, 1);
const CARDS = 1000;
/** Of each card, one every few days. */
const REVIEWS: { grade: Grade; at: number; elapsedDays: number }[] = ([3, 3, 3, 1, 3, 4, 2, 3] as const).map(
  (grade, index) => ({
    grade,
    at: START + index * 3 * DAY,
    elapsedDays: index === 0 ? 0 : 3,
  }),
);
const NEW: Memory = {
  ...{ state: 'New', stability: 0, difficulty: 0, due: START, lastReview: null },
  ...{ reps: 0, lapses: 0, learningSteps: 0 },
};

export function revisionReview(seconds: number): Comparison {
  const scheduler = new Scheduler(new RevisionV1Params());
  const model = fsrs();
  const ours = () => {
    let memory = NEW;
    for (const { grade, at, elapsedDays } of REVIEWS) memory = scheduler.review(memory, at, grade, elapsedDays);
    return memory;
  };
  const peer = () => {
    let card = createEmptyCard(new Date(START));
    for (const { grade, at } of REVIEWS) card = model.next(card, new Date(at), grade).card;
    return card;
  };
  return {
    what: 'revision, a review',
    unit: 'reviews/s',
    goal: atLeast(0.8),
    ours: () => reviewsPerSecond(seconds, ours),
    peer: () => reviewsPerSecond(seconds, peer),
  };
}

const reviewsPerSecond = (seconds: number, reviewCard: () => unknown): number => {
  const reviewAll = () => {
    let last: unknown;
    for (let card = 0; card < CARDS; card += 1) last = reviewCard();
    return last;
  };
  return ((CARDS * REVIEWS.length) / millisecondsOf(seconds, reviewAll)) * 1000;
};
