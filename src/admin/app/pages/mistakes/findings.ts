import { type Schemas } from '../../api/client';

type Analysis = Schemas['WholeMistakeAnalysisResponse'];

/** A wrong option of a question, by the name that the platform gave it. */
export interface Wrong {
  question: string;
  option: string;
}

/** An option that may be right in place of the key. */
export interface Suspect extends Wrong {
  key: string;
  count: number;
  keyCount: number;
  answered: number;
  strength: number | null;
  interval: [number, number] | null;
}

/** A wrong option that attracts more learners than chance explains. */
export interface Common extends Wrong {
  count: number;
  answered: number;
  shareOfWrong: number | null;
  interval: [number, number] | null;
}

/** Two mistakes that go together. */
export interface Pair {
  a: Wrong;
  b: Wrong;
  both: number;
  lift: number;
  q: number;
}

/** What a page tells of an analysis. */
export interface Findings {
  suspects: Suspect[];
  common: Common[];
  pairs: Pair[];
  /** Where learners are too few to find pairs: how many it would take. */
  learnersNeeded: number | null;
}

/** A mistake as a version of `mistakes` names it: options by number. */
interface Numbered {
  question_id: string;
  option: number;
}

interface DistractorOutput extends Numbered {
  count: number;
  answered: number;
  share_of_wrong: number | null;
  wilson_low: number | null;
  wilson_high: number | null;
  common_mistake: boolean;
}

interface SuspectOutput extends Numbered {
  count: number;
  answered: number;
  key_count: number;
  strength?: number | null;
  strength_low?: number | null;
  strength_high?: number | null;
}

interface PairOutput {
  a: Numbered;
  b: Numbered;
  /** Of v1. */
  n11?: number;
  /** Of v2. */
  both?: number;
  lift: number;
  q_value: number;
}

interface Output {
  distractors: DistractorOutput[];
  suspects: SuspectOutput[];
  /** Of v1 the pairs, of v2 also what could have been found. */
  pairs: PairOutput[] | { status: string; learners_needed: number; rows: PairOutput[] };
}

const isOutput = (result: Record<string, unknown>): result is Record<string, unknown> & Output =>
  ['distractors', 'suspects', 'pairs'].every((part) => typeof result[part] === 'object');

const interval = (low?: number | null, high?: number | null): [number, number] | null =>
  typeof low === 'number' && typeof high === 'number' ? [low, high] : null;

/** @returns undefined where a version of another form made the result, or none is there */
export function findingsOf({ version, report, result }: Analysis): Findings | undefined {
  if (!result || !['v1', 'v2'].includes(version) || !isOutput(result)) return undefined;
  const questions = new Map(report.questions.map((question) => [question.question_id, question]));
  const nameOf = (question: string, option = questions.get(question)?.key_option): string =>
    questions.get(question)?.options[option! - 1] ?? String(option ?? '–');
  const wrong = ({ question_id, option }: Numbered): Wrong => ({
    question: question_id,
    option: nameOf(question_id, option),
  });
  const { pairs } = result;
  const rows = Array.isArray(pairs) ? pairs : pairs.rows;
  return {
    suspects: result.suspects.map((one) => ({
      ...wrong(one),
      key: nameOf(one.question_id),
      ...{ count: one.count, keyCount: one.key_count, answered: one.answered },
      ...{ strength: one.strength ?? null, interval: interval(one.strength_low, one.strength_high) },
    })),
    common: result.distractors
      .filter(({ common_mistake }) => common_mistake)
      .map((one) => ({
        ...wrong(one),
        ...{ count: one.count, answered: one.answered, shareOfWrong: one.share_of_wrong },
        interval: interval(one.wilson_low, one.wilson_high),
      }))
      .sort((one, other) => (other.shareOfWrong ?? 0) - (one.shareOfWrong ?? 0)),
    pairs: rows.map(({ a, b, n11, both = n11, lift, q_value }) => ({
      ...{ a: wrong(a), b: wrong(b), both: both!, lift, q: q_value },
    })),
    learnersNeeded: !Array.isArray(pairs) && pairs.status === 'insufficient' ? pairs.learners_needed : null,
  };
}
