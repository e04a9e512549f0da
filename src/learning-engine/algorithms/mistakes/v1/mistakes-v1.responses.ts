import { indexById } from '../../../kit/index-by-id.js';
import { judgedEvents, type LeftOut } from '../../../kit/judged-events.js';
import { compareTexts } from '../../../kit/order.js';
import { type Problem, Problems, type Reject, type Report } from '../../../json/problem.js';
import { type MistakesV1Attempt, type MistakesV1Input, type MistakesV1Question } from './mistakes-v1.contract.js';

const DAY = 24 * 3600 * 1000;
/** Of a row of the output, beside the id of its question. */
const ROW_BYTES = 350;
/** Each wrong option is a row of the output: a small input must not make one that takes long, or that the engine rejects. */
const MOST_BYTES = 4 * 1024 * 1024;

/** One learner's answer to one question. */
export interface Response {
  /** Numbers of question and learner, from 0. */
  question: number;
  learner: number;
  option: number;
  correct: boolean;
}

export interface Responses {
  /** By id: their number is the place. */
  questions: readonly MistakesV1Question[];
  learners: number;
  responses: readonly Response[];
}

/** What counts, and the attempts that were left out, if such are to be. */
interface Answers {
  responses: Responses;
  leftOut?: LeftOut[];
}

/**
 * The first answer of each learner to each question within the window.
 *
 * @param unfit attempts that break their contract
 */
export function firstResponses(
  input: Readonly<MistakesV1Input>,
  unfit: readonly Problem[],
  lookbackDays: number,
  reject: Reject,
): Answers {
  const problems = new Problems();
  const { report } = problems;
  const known = checkQuestions(input.questions, report);
  const { events, leftOut } = judgedEvents(input.attempts, {
    ...{ list: 'attempts', id: 'attempt_id', unfit, now: input.now, onInvalid: input.on_invalid, report },
    check: (attempt) => problemOf(attempt, known),
  });
  problems.settle(reject);

  const questions = [...input.questions].sort((one, other) => compareTexts(one.question_id, other.question_id));
  const numbers = new Map(questions.map(({ question_id }, number) => [question_id, number]));
  const since = Date.parse(input.now) - lookbackDays * DAY;
  const learners = new Map<string, number>();
  const answered = new Set<string>();
  const responses: Response[] = [];
  for (const { event, instant } of events) {
    if (event.option === null || instant < since) continue;
    const question = numbers.get(event.question_id)!;
    const learner = learners.get(event.learner_id) ?? learners.size;
    learners.set(event.learner_id, learner);
    const key = `${learner} ${question}`;
    if (answered.has(key)) continue;
    answered.add(key);
    const { option } = event;
    responses.push({ question, learner, option, correct: option === questions[question]!.key_option });
  }
  return { responses: { questions, learners: learners.size, responses }, leftOut };
}

function checkQuestions(questions: readonly MistakesV1Question[], report: Report): Map<string, MistakesV1Question> {
  questions.forEach(({ option_count, key_option }, index) => {
    if (key_option > option_count) {
      report(['questions', index, 'key_option'], `must be an integer between 1 and ${option_count}`);
    }
  });
  const bytesOf = ({ question_id, option_count }: MistakesV1Question): number =>
    (option_count - 1) * (ROW_BYTES + JSON.stringify(question_id).length);
  if (questions.reduce((sum, question) => sum + bytesOf(question), 0) > MOST_BYTES) {
    report(
      ['questions'],
      `must have fewer options or shorter ids: each wrong option takes ${ROW_BYTES} bytes and the id, and all may take 4 MiB`,
    );
  }
  return indexById(questions, { list: 'questions', id: 'question_id', report });
}

/** What an attempt breaks that its contract does not know of. */
function problemOf(
  { question_id, option, correct }: MistakesV1Attempt,
  questions: ReadonlyMap<string, MistakesV1Question>,
): { field: keyof MistakesV1Attempt; reason: string } | undefined {
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
