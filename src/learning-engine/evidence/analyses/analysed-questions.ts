import { compareIds, compareTexts } from '../../kit/order.js';

/** What is taken of a first answer with an option. */
export type ChosenOption = [
  item: string,
  version: string | null,
  option: string,
  /** The right option, as the skill map says, or else the answer. */
  key: string | null,
  right: 0 | 1,
  /** How many options there were, as far as the answer says. */
  options: number | null,
  /** In milliseconds since 1970. */
  at: number,
];

/** A question, as a version of `mistakes` is asked about it. */
export type AnalysedQuestion = {
  /** The item. */
  question_id: string;
  /** Which one of it: the one with most answers. */
  item_version: string | null;
  /** What the numbers of options stand for: the first one is option 1. Those that were never chosen may be missing. */
  options: string[];
  option_count: number;
  key_option: number;
  answers: number;
};

/** Why a question is left out. */
export type LeftOut = 'KEY_UNKNOWN' | 'KEYS_DIFFER' | 'ONE_OPTION' | 'TOO_MANY_OPTIONS' | 'NOT_CALIBRATED';

/** The first 100 are named. */
export type LeftOutQuestions = { count: number; questions: { question_id: string; reason: LeftOut }[] };

export type AnalysedQuestions = {
  /** By their ids. */
  questions: AnalysedQuestion[];
  left_out: LeftOutQuestions;
  /** Answers to other versions of items than those that are analysed. */
  other_versions: number;
};

const MOST_NAMED = 100;
const MOST_OPTIONS = 20;
const FEWEST_OPTIONS = 2;
const NUMBER = /^[1-9]\d?$/;

/** Which questions can be analysed, with their keys and with numbers in place of the ids of options. */
export function analysedQuestions(answers: readonly ChosenOption[]): AnalysedQuestions {
  const found: AnalysedQuestions = { questions: [], left_out: { count: 0, questions: [] }, other_versions: 0 };
  const byItem = groupedBy(answers, ([item]) => item);
  for (const [question_id, all] of [...byItem].sort(([one], [other]) => compareTexts(one, other))) {
    const versions = [...groupedBy(all, ([, version]) => version)];
    const [item_version, own] = versions.reduce((best, next) => (isAhead(next, best) ? next : best));
    found.other_versions += all.length - own.length;
    const numbered = numberedOptions(own);
    if (typeof numbered === 'string') found.left_out = leavingOut(found.left_out, [question_id], numbered);
    else found.questions.push({ question_id, item_version, ...numbered, answers: own.length });
  }
  return found;
}

/** The same, and these questions. */
export const leavingOut = (
  { count, questions }: LeftOutQuestions,
  further: readonly string[],
  reason: LeftOut,
): LeftOutQuestions => ({
  count: count + further.length,
  questions: [...questions, ...further.map((question_id) => ({ question_id, reason }))].slice(0, MOST_NAMED),
});

type OfVersion = [version: string | null, answers: readonly ChosenOption[]];

/** Of two with as many answers, the one whose id comes later. */
const isAhead = ([version, answers]: OfVersion, [other, others]: OfVersion): boolean =>
  answers.length === others.length ? compareIds(version ?? '', other ?? '') > 0 : answers.length > others.length;

type Numbered = Pick<AnalysedQuestion, 'options' | 'option_count' | 'key_option'>;

/** Options that are called 1, 2, 3 keep their numbers; others are numbered in the order of their ids. */
function numberedOptions(answers: readonly ChosenOption[]): Numbered | LeftOut {
  const key = keyOf(answers);
  if (key === 'KEY_UNKNOWN' || key === 'KEYS_DIFFER') return key;
  const names = [...new Set([...answers.map(([, , option]) => option), key.option])].sort(compareIds);
  const stated = Math.max(0, ...answers.map(([, , , , , options]) => options ?? 0));
  const last = names.at(-1)!;
  const areNumbers = names.every((name) => NUMBER.test(name)) && Number(last) <= MOST_OPTIONS;
  const options = areNumbers ? Array.from({ length: Number(last) }, (_, place) => String(place + 1)) : names;
  const option_count = Math.max(stated, options.length);
  if (option_count < FEWEST_OPTIONS) return 'ONE_OPTION';
  if (option_count > MOST_OPTIONS) return 'TOO_MANY_OPTIONS';
  return { options, option_count, key_option: options.indexOf(key.option) + 1 };
}

/** What is said to be right; where nothing is said, the one option that was. */
function keyOf(answers: readonly ChosenOption[]): { option: string } | 'KEY_UNKNOWN' | 'KEYS_DIFFER' {
  const said = new Set(answers.flatMap(([, , , key]) => key ?? []));
  const keys = said.size > 0 ? said : new Set(answers.flatMap(([, , option, , right]) => (right ? option : [])));
  const [option, ...others] = keys;
  if (option === undefined) return 'KEY_UNKNOWN';
  return others.length > 0 ? 'KEYS_DIFFER' : { option };
}

function groupedBy<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}
