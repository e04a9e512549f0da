import { randomUUID } from 'node:crypto';
import { type Algorithm } from 'learning-engine/authoring';
import { answer, fold } from '../engine/folds.js';

/** An attempt as a learner's device sends it to the platform in `test/hosts/platform`. */
export interface Attempt {
  id: string;
  question: string;
  option: number;
  at: string;
}

/** What it shows of a learner. */
export interface Shown {
  version: string;
  isFresh: boolean;
  states: { scope_id: string; state: object; value: number | null }[];
}
export interface Due {
  due: { scope_id: string; due_at: string }[];
}
export interface Question {
  id: string;
  difficulty: number | null;
}

const OPTIONS = 4;

/** As the platform's migration makes them. */
export const QUESTIONS = ['fractions', 'percent', 'geometry'].flatMap((skill) =>
  [1, 2, 3, 4].map((n) => ({ id: `${skill}-${n}`, skill, key: 1 + (n % OPTIONS) })),
);
const questionOf = (id: string) => QUESTIONS.find((one) => one.id === id)!;
export const keyOf = (id: string): number => questionOf(id).key;

const FIRST_LESSON = Date.parse('2026-09-01T08:00:00Z');

/** An attempt so many minutes after the first lesson. */
export const attempt = (minute: number, isRight: boolean, { id } = QUESTIONS[minute % QUESTIONS.length]!): Attempt => ({
  ...{ id: randomUUID(), question: id, at: new Date(FIRST_LESSON + minute * 60_000).toISOString() },
  option: isRight ? keyOf(id) : 1 + (keyOf(id) % OPTIONS),
});

/** What one fold over all attempts makes of them, from the start and in the order of their times. */
export const foldedBy = (algorithm: new () => Algorithm, attempts: readonly Attempt[]) =>
  fold(
    algorithm,
    {},
    attempts.map(({ id, at, question, option }) =>
      answer({
        ...{ event_id: id, at, item_id: question, correct: option === keyOf(question), option_count: OPTIONS },
        skills: [{ skill_id: questionOf(question).skill, weight: 1 }],
      }),
    ),
  );
