import 'reflect-metadata';
import { type JsonObject } from '../../json/json.js';
import { type LoadedPair } from '../loaded-folding.js';
import {
  type AnalysedQuestion,
  analysedQuestions,
  type AnalysedQuestions,
  type ChosenOption,
  leavingOut,
} from './analysed-questions.js';
import {
  type Analysed,
  type Attempts,
  MOST_ATTEMPTS,
  type MistakesVersion,
  mistakesVersion,
} from './mistakes-version.js';
import { type NoAnalysis } from './no-analysis.js';

export type MistakesQuestion = {
  pair: LoadedPair;
  /** By their ids. */
  learners: [id: string, chosen: ChosenOption[]][];
  /** The end of the lookback, in milliseconds since 1970. */
  until: number;
  /** Of items, as far as they are known. */
  difficulties: [item: string, difficulty: number][];
};

export type MistakesAnswer = AnalysedQuestions & {
  /** Null where there is an analysis. */
  outcome: NoAnalysis | null;
  /** What the version says where it does not take the answers. */
  rejection: string | null;
  learners: number;
  answers: number;
  /** The output of the version. */
  result: JsonObject | null;
};

/** With fewer, counts would tell what single learners chose. */
const FEWEST_LEARNERS = 10;
const MOST_QUESTIONS = 2000;

/** Runs a version of `mistakes` over first answers. It knows learners by numbers alone: what it answers names none. */
export async function compute({ pair, learners, until, difficulties }: MistakesQuestion): Promise<MistakesAnswer> {
  const version = await mistakesVersion(pair);
  const found = analysedQuestions(learners.flatMap(([, chosen]) => chosen));
  const known = version.takesDifficulties ? new Map(difficulties) : new Map<string, number>();
  const answerOf = (
    { questions, left_out }: Pick<AnalysedQuestions, 'questions' | 'left_out'>,
    rows: readonly Attempts[],
    end: Pick<MistakesAnswer, 'outcome'> & Partial<Pick<MistakesAnswer, 'rejection' | 'result'>>,
  ): MistakesAnswer => ({
    ...{ questions, left_out, other_versions: found.other_versions, rejection: null, result: null },
    ...{ learners: rows.length, answers: rows.reduce((sum, { length }) => sum + length, 0) },
    ...end,
  });
  const analyse = (of: Pick<AnalysedQuestions, 'questions' | 'left_out'>): MistakesAnswer => {
    const rows = attemptsAt(of.questions, learners);
    const outcome = tooFewOrMany(of.questions, rows, version);
    if (outcome) return answerOf(of, rows, { outcome });
    const analysed = analysedBy(version, { until, known }, of.questions, rows);
    return 'rejection' in analysed
      ? answerOf(of, rows, { outcome: 'NOT_TAKEN', ...analysed })
      : answerOf(of, rows, { outcome: null, ...analysed });
  };

  if (found.questions.length + found.left_out.count === 0) return answerOf(found, [], { outcome: 'NO_ANSWERS' });
  const all = analyse(found);
  const calibrated = found.questions.filter(({ question_id }) => known.has(question_id));
  // It may need difficulties of all questions.
  if (all.outcome !== 'NOT_TAKEN' || calibrated.length === 0 || calibrated.length === found.questions.length)
    return all;
  const others = found.questions.flatMap(({ question_id }) => (known.has(question_id) ? [] : [question_id]));
  return analyse({ questions: calibrated, left_out: leavingOut(found.left_out, others, 'NOT_CALIBRATED') });
}

/** The answers of each learner who answered any of the questions. */
function attemptsAt(questions: readonly AnalysedQuestion[], learners: MistakesQuestion['learners']): Attempts[] {
  const asked = new Map(
    questions.map((question) => [
      question.question_id,
      { ...question, numbers: new Map(question.options.map((name, place) => [name, place + 1])) },
    ]),
  );
  return learners
    .map(([, chosen], number): Attempts =>
      chosen.flatMap(([question_id, version, option, , , , at], place) => {
        const question = asked.get(question_id);
        if (!question || question.item_version !== version) return [];
        const ids = { attempt_id: `${number}-${place}`, learner_id: String(number), question_id };
        return [{ ...ids, option: question.numbers.get(option)!, at: new Date(at).toISOString() }];
      }),
    )
    .filter(({ length }) => length > 0);
}

function tooFewOrMany(
  questions: readonly AnalysedQuestion[],
  rows: readonly Attempts[],
  { takesParts }: MistakesVersion,
): NoAnalysis | undefined {
  if (questions.length === 0) return 'NO_QUESTIONS';
  if (questions.length > MOST_QUESTIONS) return 'TOO_MANY_QUESTIONS';
  if (rows.length < FEWEST_LEARNERS) return 'TOO_FEW_LEARNERS';
  const answers = rows.reduce((sum, { length }) => sum + length, 0);
  return answers > MOST_ATTEMPTS && !takesParts ? 'TOO_MANY_ANSWERS' : undefined;
}

/** Difficulties are said of all questions or of none. */
function analysedBy(
  version: MistakesVersion,
  { until, known }: { until: number; known: ReadonlyMap<string, number> },
  questions: readonly AnalysedQuestion[],
  rows: readonly Attempts[],
): Analysed {
  const areKnown = questions.every(({ question_id }) => known.has(question_id));
  const asked = questions.map(({ question_id, option_count, key_option }) => ({
    ...{ question_id, option_count, key_option },
    ...(areKnown && { difficulty: known.get(question_id)! }),
  }));
  return version.analyse({ now: new Date(until).toISOString(), questions: asked }, rows);
}
