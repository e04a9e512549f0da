import { type SelectQuestion } from '../authoring/select.js';
import { abilityAfter } from './ability.js';
import { chanceLevel } from './chance-level.js';

/** Learners change: older answers say little of what they can do now. */
const ANSWERS_OF_ABILITY = 100;
/** As in proso-apps. */
const ANSWERS_OF_SUCCESS = 10;
/** Of a question of which nothing is said: as hard as the average one. */
const AVERAGE = 0;

/** What is known of a learner and of questions, as versions that choose at a target rate of success take it. */
export function practiceOf({ now, seed, count, answers, candidates }: SelectQuestion) {
  const instant = Date.parse(now);
  const counted = answers.filter(({ context }) => context !== 'survey');
  const { theta } = abilityAfter(
    counted.slice(-ANSWERS_OF_ABILITY).map(({ correct, difficulty, ...answer }) => {
      return { correct, difficulty: difficulty ?? AVERAGE, guess: chanceLevel(answer) };
    }),
  );
  const lately = counted.slice(-ANSWERS_OF_SUCCESS);
  const right = lately.filter(({ correct }) => correct).length;
  const seen = seenItems(answers);
  return {
    ...{ now, seed, count },
    learner: { theta, rolling_success: lately.length < ANSWERS_OF_SUCCESS ? null : right / ANSWERS_OF_SUCCESS },
    candidates: candidates.map(({ item_id, skill_id, difficulty, states: { mastery, revision } }) => {
      const { times = 0, last = null } = seen.get(item_id) ?? {};
      const known = mastery?.value ?? null;
      return {
        ...{ item_id, concept_id: skill_id, difficulty: difficulty ?? AVERAGE, answers: times },
        // By a clock that is a little ahead, it may have been seen after now.
        last_seen_at: last === null ? null : new Date(Math.min(last, instant)).toISOString(),
        ...(known !== null && { p_known: known }),
        ...(revision && { due: revision.due_at !== null && Date.parse(revision.due_at) <= instant }),
      };
    }),
  };
}

/** How often questions were answered, and when last. */
function seenItems(answers: SelectQuestion['answers']): Map<string, { times: number; last: number }> {
  const seen = new Map<string, { times: number; last: number }>();
  for (const { item_id, at } of answers) {
    if (item_id !== null) seen.set(item_id, { times: (seen.get(item_id)?.times ?? 0) + 1, last: Date.parse(at) });
  }
  return seen;
}
