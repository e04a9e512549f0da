import { seededRandom } from '../../../src/demo/random.js';

const START = Date.UTC(2026, 0, 1);
const ITEMS = 500;
const LEARNERS = 1000;

/** Answers in no order, each once, with what both mastery and difficulty need to know of one. */
export function answers(count: number) {
  const random = seededRandom(1);
  return Array.from({ length: count }, (_, index) => ({
    event_id: `e${index}`,
    item: `i${Math.floor(random() * ITEMS)}`,
    learner: `l${Math.floor(random() * LEARNERS)}`,
    correct: random() < 0.7,
    at: new Date(START + Math.floor(random() * 90 * 86_400) * 1000).toISOString(),
  }));
}
