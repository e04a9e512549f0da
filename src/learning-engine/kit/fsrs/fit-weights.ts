import { type FactualAnswer } from '../../authoring/fit.js';
import { type AnswerContext, type FoldedAnswer, type FoldScope } from '../../authoring/fold.js';
import { drawnTowards, ownShare } from '../fitting/drawn-towards.js';
import { dayOf } from './days.js';
import { fittedMemory } from './fitted-memory.js';
import { type CardReview } from './memory-slopes.js';
import { FsrsParams } from './params.js';
import { DAY, weightsThatRun } from './scheduler.js';
import { gradeOf } from './schedule.js';

/** As many reviews the defaults count as: as much as against weights of a learner's own, `own_weights_half`. */
const COMMON_COUNTS = 1000;
const DECIMALS = 1e4;

/** A card, as far as it has come. */
interface Card {
  reviews: CardReview[];
  at: number;
  offset: number;
}

/**
 * The weights by all reviews of all learners together, drawn towards the defaults; all else stays as it is. Answers without an item, and
 * those of contexts that are not folded, are no reviews.
 *
 * @throws NotFittedError where the weights do not settle
 */
export function fitWeights<Params extends FsrsParams>(
  learners: readonly (readonly FactualAnswer[])[],
  params: Readonly<Params>,
  contexts: readonly AnswerContext[],
): Params {
  const cards = learners.flatMap((answers) => cardsOf(answers, contexts));
  const predicted = cards.reduce((sum, reviews) => sum + reviews.filter(({ isPredicted }) => isPredicted).length, 0);
  const common = new FsrsParams().w;
  const fitted = fittedMemory(cards, common, params.enable_short_term);
  const drawn = drawnTowards(common, fitted, ownShare(predicted, COMMON_COUNTS));
  const w = drawn.map((weight) => Math.round(weight * DECIMALS) / DECIMALS);
  // Several relearning steps have a bound of their own.
  return { ...params, w: [...weightsThatRun({ ...params, w })] };
}

/** The reviews of each card of a learner. A card that began anew is another one. */
function cardsOf(answers: readonly FactualAnswer[], contexts: readonly AnswerContext[]): CardReview[][] {
  const cards = new Map<string, Card>();
  const all: CardReview[][] = [];
  for (const { answer, resets = [] } of answers) {
    for (const reset of resets) begunAnew(cards, reset);
    if (answer.item_id === null || !contexts.includes(answer.context)) continue;
    const before = cards.get(answer.item_id);
    const reviews = before?.reviews ?? [];
    if (!before) all.push(reviews);
    cards.set(answer.item_id, { reviews, ...reviewed(reviews, before, answer) });
  }
  return all;
}

function begunAnew(cards: Map<string, Card>, { kind, id }: FoldScope): void {
  if (kind === 'learner') cards.clear();
  else if (kind === 'item') cards.delete(id);
}

function reviewed(reviews: CardReview[], before: Card | undefined, answer: FoldedAnswer): Pick<Card, 'at' | 'offset'> {
  const [at, offset] = [Date.parse(answer.at), answer.day_offset_minutes ?? 0];
  const days = before ? Math.max(0, dayOf(at, offset) - dayOf(before.at, before.offset)) : 0;
  reviews.push({ grade: gradeOf(answer), days, gap: before ? (at - before.at) / DAY : 0, isPredicted: days > 0 });
  return { at, offset };
}
