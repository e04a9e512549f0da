import { type Answer } from 'learning-engine/learners';

/** A right answer, but for what a test says. */
export const answer = (event_id: string, given: Partial<Answer> = {}): Answer => ({
  event_id,
  at: '2026-01-21T12:00:00Z',
  item_id: 'i1',
  skill_ids: ['fractions'],
  ...(given.score === undefined && given.rating === undefined && { correct: true }),
  ...given,
});

export const shuffled = <T>(all: readonly T[]): T[] =>
  all
    .map((value) => [Math.random(), value] as const)
    .sort(([one], [other]) => one - other)
    .map(([, value]) => value);

/** The learner with this number in tests of many processes: each makes the same ones. */
export const learnerNumber = (learner: number): string =>
  `00000000-0000-4000-8000-${String(learner).padStart(12, '0')}`;

/** The answers of such a learner: several at one instant, of one or two skills each. */
export const answersOf = (learner: number, count: number): Answer[] =>
  Array.from({ length: count }, (_, index) => {
    const draw = (index * 7919 + learner * 104_729) % 1009;
    const skills = [`s${draw % 5}`, `s${(draw * 3) % 7}`];
    return answer(`e${index}`, {
      at: new Date(Date.UTC(2026, 0, 1 + (draw % 20), draw % 3)).toISOString(),
      item_id: `i${draw % 11}`,
      skill_ids: [...new Set(draw % 4 === 0 ? skills : skills.slice(0, 1))].sort(),
      correct: draw % 3 > 0,
      ...(draw % 6 === 0 && { sequence: draw % 2 }),
      ...(draw % 9 === 0 && { option_count: 4 }),
    });
  });
