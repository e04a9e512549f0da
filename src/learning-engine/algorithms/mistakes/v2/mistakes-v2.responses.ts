import { indexById } from '../../../kit/index-by-id.js';
import { judgedEvents, type LeftOut } from '../../../kit/judged-events.js';
import { compareTexts } from '../../../kit/order.js';
import { type Problem, type Report } from '../../../json/problem.js';
import { type MistakesV2Attempt, type MistakesV2Input, type MistakesV2Question } from './mistakes-v2.contract.js';

const DAY = 24 * 3600 * 1000;

/** One learner's answer to one question. */
export interface Answer {
  /** Number of the question, from 0. */
  question: number;
  option: number;
  correct: boolean;
}

export interface Responses {
  /** By id: their number is the place. */
  questions: readonly MistakesV2Question[];
  numbers: ReadonlyMap<string, number>;
  /** By learner, in the order of the questions. */
  answers: ReadonlyMap<string, readonly Answer[]>;
  leftOut?: LeftOut[];
}

/**
 * The first answer of each learner to each question within the window.
 *
 * @param unfit attempts that break their contract
 */
export function firstResponses(
  input: Readonly<MistakesV2Input>,
  unfit: readonly Problem[],
  lookbackDays: number,
  report: Report,
): Responses {
  const known = checkQuestions(input.questions, report);
  const { events, leftOut } = judgedEvents(input.attempts, {
    ...{ list: 'attempts', id: 'attempt_id', unfit, now: input.now, onInvalid: input.on_invalid, report },
    check: (attempt) => problemOf(attempt, known),
  });
  const questions = [...known.values()].sort((one, other) => compareTexts(one.question_id, other.question_id));
  const numbers = new Map(questions.map(({ question_id }, number) => [question_id, number]));
  const since = Date.parse(input.now) - lookbackDays * DAY;
  const first = new Map<string, Map<number, Answer>>();
  for (const { event, instant } of events) {
    if (event.option === null || instant < since) continue;
    const question = numbers.get(event.question_id)!;
    const own = first.get(event.learner_id) ?? new Map<number, Answer>();
    first.set(event.learner_id, own);
    if (own.has(question)) continue;
    own.set(question, { question, option: event.option, correct: event.option === questions[question]!.key_option });
  }
  const answers = new Map(
    [...first].map(([learner, own]) => [learner, [...own.values()].sort((a, b) => a.question - b.question)]),
  );
  return { questions, numbers, answers, ...(leftOut && { leftOut }) };
}

function checkQuestions(questions: readonly MistakesV2Question[], report: Report): Map<string, MistakesV2Question> {
  questions.forEach(({ option_count, key_option, difficulty }, index) => {
    if (key_option > option_count) {
      report(['questions', index, 'key_option'], `must be an integer between 1 and ${option_count}`);
    }
    if ((difficulty === undefined) !== (questions[0]!.difficulty === undefined)) {
      report(['questions', index, 'difficulty'], 'must be there for all questions or for none');
    }
  });
  return indexById(questions, { list: 'questions', id: 'question_id', report });
}

/** What an attempt breaks that its contract does not know of. */
function problemOf(
  { question_id, option, correct }: MistakesV2Attempt,
  questions: ReadonlyMap<string, MistakesV2Question>,
): { field: keyof MistakesV2Attempt; reason: string } | undefined {
  const question = questions.get(question_id);
  if (!question) return { field: 'question_id', reason: 'must be one of the questions' };
  if (option !== null && option > question.option_count) {
    return { field: 'option', reason: `must be an integer between 1 and ${question.option_count} or null` };
  }
  if (correct !== undefined && correct !== (option === question.key_option)) {
    return { field: 'correct', reason: 'must agree with the key of its question' };
  }
  return undefined;
}
