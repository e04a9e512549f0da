import { byId } from '../../../contracts/by-id.js';
import { compareTexts } from '../../../contracts/order.js';
import { type Refuse } from '../../../contracts/problem.js';
import { judgedEvents } from '../../../contracts/judged-events.js';
import { type MistakesV1Attempt, type MistakesV1Input, type MistakesV1Question } from './mistakes-v1.contract.js';

const DAY = 24 * 3600 * 1000;
/** Of a row of the output, beside the id of its question. */
const ROW_BYTES = 350;
/** Each wrong option is a row of the output: a small input must not make one that takes long, or that the engine refuses. */
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

/** The first answer of each learner to each question within the window. */
export function firstResponses(input: Readonly<MistakesV1Input>, lookbackDays: number, refuse: Refuse): Responses {
  const known = checkQuestions(input.questions, refuse);
  const questions = [...input.questions].sort((one, other) => compareTexts(one.question_id, other.question_id));
  const numbers = new Map(questions.map(({ question_id }, number) => [question_id, number]));
  const until = Date.parse(input.now);
  const since = until - lookbackDays * DAY;

  const learners = new Map<string, number>();
  const answered = new Set<string>();
  const responses: Response[] = [];
  input.attempts.forEach((attempt, index) => checkAttempt(attempt, known, index, refuse));
  for (const { event, instant } of judgedEvents(input.attempts, {
    list: 'attempts',
    id: 'attempt_id',
    unfit: [],
    report: refuse,
  }).events) {
    if (event.option === null || instant < since || instant > until) continue;
    const question = numbers.get(event.question_id)!;
    const learner = learners.get(event.learner_id) ?? learners.size;
    learners.set(event.learner_id, learner);
    const key = `${learner} ${question}`;
    if (answered.has(key)) continue;
    answered.add(key);
    responses.push({
      question,
      learner,
      option: event.option,
      correct: event.option === questions[question]!.key_option,
    });
  }
  return { questions, learners: learners.size, responses };
}

function checkQuestions(questions: readonly MistakesV1Question[], refuse: Refuse): Map<string, MistakesV1Question> {
  questions.forEach(({ option_count, key_option }, index) => {
    if (key_option > option_count) {
      refuse(['questions', index, 'key_option'], `must be an integer between 1 and ${option_count}`);
    }
  });
  const bytesOf = ({ question_id, option_count }: MistakesV1Question): number =>
    (option_count - 1) * (ROW_BYTES + JSON.stringify(question_id).length);
  if (questions.reduce((sum, question) => sum + bytesOf(question), 0) > MOST_BYTES) {
    refuse(
      ['questions'],
      `must have fewer options or shorter ids: each wrong option takes ${ROW_BYTES} bytes and the id, and all may take 4 MiB`,
    );
  }
  return byId(questions, { list: 'questions', id: 'question_id', report: refuse });
}

function checkAttempt(
  { question_id, option, correct }: MistakesV1Attempt,
  questions: ReadonlyMap<string, MistakesV1Question>,
  index: number,
  refuse: Refuse,
): void {
  const question = questions.get(question_id);
  if (!question) return refuse(['attempts', index, 'question_id'], 'must be one of the questions');
  if (option !== null && option > question.option_count) {
    refuse(['attempts', index, 'option'], `must be an integer between 1 and ${question.option_count} or null`);
  }
  if (correct !== undefined && correct !== (option === question.key_option)) {
    refuse(['attempts', index, 'correct'], 'must agree with the key of its question');
  }
}
