import { type Report } from '../../../json/problem.js';
import { indexById } from '../../../kit/index-by-id.js';
import { compareTexts } from '../../../kit/order.js';
import {
  type DifficultyV2Input,
  type DifficultyV2Item,
  type DifficultyV2Learner,
  MOST_ANSWERS,
  MOST_ITEMS,
} from './difficulty-v2.contract.js';
import { type DifficultyV2Status } from './difficulty-v2.output.js';

/** An item with what is known of it without a model. */
export interface BankItem {
  id: string;
  start: DifficultyV2Item | undefined;
  answers: number;
  right: number;
  status: DifficultyV2Status;
}

/** The answers to the items that can be estimated: those of learner n are from `starts[n]` to before `starts[n + 1]`. */
export interface Responses {
  starts: Int32Array;
  /** Which of the estimated items it was. */
  items: Int32Array;
  right: Uint8Array;
  /** Milliseconds since 1970; NaN where no time is given. */
  times: Float64Array;
}

/** Items and learners in the order of their ids, so that no sum depends on the order in which they came. */
export interface Bank {
  items: BankItem[];
  learners: string[];
  /** The items that can be estimated, in the order of `items`. */
  estimated: BankItem[];
  responses: Responses;
}

export function bankOf(input: Readonly<DifficultyV2Input>, report: Report): Bank {
  const known = indexById(input.items, { list: 'items', id: 'item_id', report });
  const rows = [...indexById(input.learners, { list: 'learners', id: 'learner_id', report }).values()].sort(
    (one, other) => compareTexts(one.learner_id, other.learner_id),
  );
  checkAnswers(input.learners, report);
  const items = new Map<string, BankItem>();
  const itemOf = (id: string) => {
    const item = items.get(id) ?? { id, start: known.get(id), answers: 0, right: 0, status: 'unanswered' };
    items.set(id, item);
    return item;
  };
  for (const id of known.keys()) itemOf(id);
  for (const { answers } of rows) {
    for (const { item_id, correct } of answers) {
      const item = itemOf(item_id);
      item.answers += 1;
      item.right += Number(correct);
    }
  }
  if (items.size > MOST_ITEMS) report(['learners'], `must not answer more than ${MOST_ITEMS} items`);
  const sorted = [...items.values()].sort((one, other) => compareTexts(one.id, other.id));
  judge(sorted, items, rows);
  const estimated = sorted.filter(({ status }) => status === 'estimated');
  return { items: sorted, learners: rows.map(({ learner_id }) => learner_id), estimated, responses: responsesOf(estimated, rows) }; // prettier-ignore
}

function checkAnswers(learners: readonly DifficultyV2Learner[], report: Report): void {
  const total = learners.reduce((sum, { answers }) => sum + answers.length, 0);
  if (total > MOST_ANSWERS) report(['learners'], `must not have more than ${MOST_ANSWERS} answers together`);
  learners.forEach(({ answers }, learner) => {
    const seen = new Set<string>();
    answers.forEach(({ item_id }, index) => {
      const path = ['learners', learner, 'answers', index];
      if (seen.has(item_id)) report(path, 'repeats an item: send the first answer to it alone');
      seen.add(item_id);
    });
  });
}

/** Says of each item whether it can be estimated: what is linked by no learner is on no common scale. */
function judge(sorted: BankItem[], items: Map<string, BankItem>, learners: readonly DifficultyV2Learner[]): void {
  const varying = ({ answers, right }: BankItem) => right > 0 && right < answers;
  const groups = new Map<BankItem, BankItem>(sorted.filter(varying).map((item) => [item, item]));
  const headOf = (item: BankItem): BankItem => {
    let head = item;
    for (let next = groups.get(head)!; next !== head; next = groups.get(head)!) head = next;
    groups.set(item, head);
    return head;
  };
  for (const { answers } of learners) {
    const answered = answers.map(({ item_id }) => items.get(item_id)!).filter((item) => groups.has(item));
    const [first] = answered;
    if (first) for (const item of answered) groups.set(headOf(item), headOf(first));
  }
  const sizes = new Map<BankItem, { answers: number; items: number }>();
  for (const item of sorted.filter(varying)) {
    const { answers, items } = sizes.get(headOf(item)) ?? { answers: 0, items: 0 };
    sizes.set(headOf(item), { answers: answers + item.answers, items: items + 1 });
  }
  const ofMost = [...sizes].reduce<[BankItem, { answers: number; items: number }] | undefined>(
    (most, one) => (most && most[1].answers >= one[1].answers ? most : one),
    undefined,
  );
  for (const item of sorted) {
    if (item.answers === 0) item.status = 'unanswered';
    else if (item.right === 0) item.status = 'all_wrong';
    else if (item.right === item.answers) item.status = 'all_right';
    else if (headOf(item) !== ofMost![0]) item.status = 'apart';
    else item.status = ofMost![1].items === 1 ? 'alone' : 'estimated';
  }
}

function responsesOf(estimated: readonly BankItem[], learners: readonly DifficultyV2Learner[]): Responses {
  const places = new Map(estimated.map(({ id }, index) => [id, index]));
  const rows = learners.map(({ answers }) =>
    answers
      .flatMap(({ item_id, correct, at }) => {
        const item = places.get(item_id);
        return item === undefined ? [] : { item, correct, at };
      })
      .sort((one, other) => one.item - other.item),
  );
  const all = rows.flat();
  const starts = new Int32Array(rows.length + 1);
  rows.forEach((row, learner) => (starts[learner + 1] = starts[learner]! + row.length));
  return {
    starts,
    items: Int32Array.from(all, ({ item }) => item),
    right: Uint8Array.from(all, ({ correct }) => Number(correct)),
    times: Float64Array.from(all, ({ at }) => (at === undefined ? Number.NaN : Date.parse(at))),
  };
}
