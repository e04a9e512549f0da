import { type SimulatedClass } from '../models/simulated-class.js';
import { type StoredAnswer } from './store-answers.js';

const NAMES = ['', 'a', 'b', 'c', 'd'];

/** Option 1 is called a. */
const nameOfOption = (option: number): string => NAMES[option]!;

/** The answers of a simulated class as they are stored, learner by learner: with names of options, and the key. */
export function answeredClass(
  { input }: SimulatedClass,
  at: string,
  more: Partial<StoredAnswer> = {},
  nameOf: (option: number) => string = nameOfOption,
): StoredAnswer[][] {
  const questions = new Map(input.questions.map((question) => [question.question_id, question]));
  const learners = new Map<string, StoredAnswer[]>();
  for (const { learner_id, question_id, option } of input.attempts) {
    const { key_option, option_count } = questions.get(question_id)!;
    const answers = learners.get(learner_id) ?? [];
    learners.set(learner_id, answers);
    answers.push({
      ...{ item_id: question_id, correct: option === key_option, at, option: nameOf(option!) },
      ...{ option_count, key_option: nameOf(key_option) },
      ...more,
    });
  }
  return [...learners.values()];
}
