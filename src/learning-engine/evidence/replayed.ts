import { type FoldedAnswer } from '../authoring/fold.js';
import { InvalidArgumentError } from '../errors/input.errors.js';
import { canonicalJson, sha256 } from '../json/canonical-json.js';
import { type JsonValue } from '../json/json.js';
import { type SkillsOf } from './practised-skills.js';
import { type Predictor } from './replay.js';

/** What predicts answers. */
export interface Contender {
  name: string;
  predict: Predictor;
  /** What it says of skills, for figures by group. Default nothing. */
  skillsOf?: SkillsOf;
}

/** The answers of one learner, with what each contender predicted. */
export type Replayed = {
  /** SHA-256 of learner and answers. */
  digest: string;
  /** Of the learner; null where there is none. */
  class_id: string | null;
  /** For each answer, in their order, whether it was right. */
  right: boolean[];
  /** How many were to be judged. */
  to_judge: number;
  /** Places of those that are judged: every contender predicts them. */
  chosen: number[];
  /** By contender. */
  predictions: (number | null)[][];
};

/** The answers of one learner. */
export interface LearnerLog {
  learnerId: string;
  /** In any order. */
  answers: readonly FoldedAnswer[];
  /** Their class (`classOf`). Default none. */
  classId?: string | null;
}

/**
 * Replays the answers of one learner: each is predicted from those before it, and then folded.
 *
 * @param log with its answers in their order
 * @throws InvalidArgumentError where a prediction is no probability
 */
export function replayed(
  { learnerId, answers, classId = null }: LearnerLog,
  contenders: readonly Contender[],
  isJudged: (answer: FoldedAnswer) => boolean,
): Replayed {
  const predictions = contenders.map((contender) => predictionsOf(contender, answers));
  const toJudge = answers.flatMap((answer, at) => (isJudged(answer) ? [at] : []));
  return {
    digest: sha256(canonicalJson({ learnerId, answers } as unknown as JsonValue)),
    class_id: classId,
    right: answers.map(({ correct }) => correct),
    to_judge: toJudge.length,
    chosen: toJudge.filter((at) => predictions.every((of) => of[at] !== null)),
    predictions,
  };
}

/** How many of the judged answers are right, and what else has to be known before anything is measured. */
export type Counts = { judged: number; right: number };

export const countsOf = ({ right, chosen }: Replayed): Counts => ({
  judged: chosen.length,
  right: chosen.filter((at) => right[at]).length,
});

function predictionsOf({ name, predict }: Contender, answers: readonly FoldedAnswer[]): (number | null)[] {
  const predictions = predict(answers);
  const wrong = predictions.find((p) => p !== null && !(p >= 0 && p <= 1));
  if (wrong !== undefined)
    throw new InvalidArgumentError('contenders', `must predict probabilities: ${name} gives ${wrong}`);
  return predictions;
}
