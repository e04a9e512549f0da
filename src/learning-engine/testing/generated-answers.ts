import { ANSWER_CONTEXTS, type FoldedAnswer } from '../authoring/fold.js';
import { compareTexts } from '../kit/order.js';
import { Draws } from './draws.js';

const LONGEST_LIST = 12;
/** Few, so that answers share them; such as programs stumble over, and the longest. */
const IDS = ['a', 'b', 'B', 'é', '10', '9', '__proto__', 'constructor', '日'.repeat(200)];
const FIRST_INSTANT = Date.parse('2026-03-07T00:00:00Z');
const HOUR_MS = 3600 * 1000;
const ENDS_OF_TIME = ['1900-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'];

/**
 * Lists of answers of one learner, the same for the same seed, with short lists first: many of one instant, many of one scope,
 * with and without what may be missing. Outputs are recorded by them: other answers make other records.
 */
export function generatedAnswers(count: number, seed: string): FoldedAnswer[][] {
  return Array.from({ length: count }, (_, index) => {
    const draws = new Draws(`${seed}|answers|${index}`, LONGEST_LIST);
    const length = Math.ceil((LONGEST_LIST * (index + 1)) / count);
    return Array.from({ length }, (_ignored, place) => answerOf(draws, place));
  });
}

function answerOf(draws: Draws, place: number): FoldedAnswer {
  const maybe = <Value>(value: Value): Value | null => (draws.next() < draws.fullness ? value : null);
  const skills = [...new Set(Array.from({ length: draws.integer(0, 3) }, () => draws.oneOf(IDS)))].sort(compareTexts);
  return {
    event_id: draws.oneOf([String(place), `e ${place}`]),
    at: draws.next() < 0.02 ? draws.oneOf(ENDS_OF_TIME) : instantOf(draws),
    sequence: maybe(draws.integer(0, 3)),
    item_id: draws.next() < 0.1 ? null : draws.oneOf(IDS),
    skills: skills.map((skill_id) => ({ skill_id, weight: 1 / skills.length })),
    option_count: maybe(draws.integer(2, 6)),
    guess: maybe(draws.integer(0, 5) / 10),
    attempt: maybe(draws.integer(1, 3)),
    context: draws.next() < 0.7 ? 'practice' : draws.oneOf(ANSWER_CONTEXTS),
    day_offset_minutes: maybe(draws.oneOf([-1440, -300, 0, 330, 1440])),
    correct: draws.next() < 0.6,
    score: maybe(draws.integer(0, 4) / 4),
    rating: maybe(draws.oneOf([1, 2, 3, 4] as const)),
    duration_ms: maybe(draws.oneOf([0, 1500, draws.integer(0, 100_000), 1e9])),
    hints: maybe(draws.integer(0, 3)),
  };
}

/** Within the same hours of some days, around a change of clocks. */
const instantOf = (draws: Draws): string =>
  new Date(FIRST_INSTANT + (24 * draws.integer(0, 20) + draws.integer(0, 2)) * HOUR_MS).toISOString();
