import { best } from '../../../kit/best.js';
import { byConcept } from '../../../kit/fill-slots.js';
import { compareTexts, rankValue } from '../../../kit/order.js';
import { seededDraw } from '../../../kit/seeded-draw.js';
import { seededOrder } from '../../../kit/seeded-order.js';
import { type AdaptiveV2Candidate, type AdaptiveV2Input } from './adaptive-v2.contract.js';
import { informationOf } from './adaptive-v2.model.js';

/** A candidate with what its answer would tell. */
interface Informative {
  readonly candidate: AdaptiveV2Candidate;
  readonly information: number;
  readonly rank: number;
}

interface Chosen extends Informative {
  explored: boolean;
}

type Concept = string | null;

/**
 * Each slot takes a question of the concept that lacks most of its share, drawn from those that tell most about the ability.
 * Kingsbury & Zara 1989, Applied Measurement in Education 2:359-375.
 */
export function chooseToMeasure(
  open: readonly AdaptiveV2Candidate[],
  theta: number,
  input: Readonly<AdaptiveV2Input>,
  amongBest: number,
  seed: string,
): Chosen[] {
  const order = seededOrder(seed);
  const compare = (one: Informative, other: Informative): number =>
    other.rank - one.rank ||
    order(one.candidate.item_id) - order(other.candidate.item_id) ||
    compareTexts(one.candidate.item_id, other.candidate.item_id);
  const left = byConcept(
    open.map((candidate): Informative => {
      const information = informationOf(theta, candidate);
      return { candidate, information, rank: rankValue(information) };
    }),
  );
  const plan = new ContentPlan(input, order);
  const chosen: Chosen[] = [];
  for (let slot = 0; slot < input.count && left.size > 0; slot += 1) {
    const concept = plan.next([...left.keys()]);
    const members = left.get(concept)!;
    const drawnFrom = best(members, amongBest, compare);
    const place = Math.floor(seededDraw(seed, slot) * drawnFrom.length);
    const one = drawnFrom[place]!;
    chosen.push({ ...one, explored: place > 0 });
    members.splice(members.indexOf(one), 1);
    if (members.length === 0) left.delete(concept);
    plan.asked(concept);
  }
  return chosen;
}

/** Which concept comes next: shares as wanted, or those of the bank, of which what was asked in this test is a part. */
class ContentPlan {
  private readonly shares: ReadonlyMap<Concept, number>;
  private readonly counts: Map<Concept, number>;
  private total: number;

  constructor(
    { concept_shares, responses = [], candidates }: Readonly<AdaptiveV2Input>,
    private readonly order: (id: string) => number,
  ) {
    this.counts = countsOf(responses);
    this.total = responses.length;
    this.shares = concept_shares
      ? new Map(concept_shares.map(({ concept_id, share }) => [concept_id, share]))
      : countsOf([...responses, ...candidates]);
  }

  /** The one that lacks most; of several, the seed decides. */
  next(concepts: readonly Concept[]): Concept {
    const whole = [...this.shares.values()].reduce((sum, share) => sum + share, 0);
    const lackOf = (concept: Concept): number =>
      rankValue(((this.shares.get(concept) ?? 0) / whole) * (this.total + 1) - (this.counts.get(concept) ?? 0));
    const [first] = best(
      concepts.map((concept) => ({ concept, lack: lackOf(concept), place: this.order(`${this.total}|${concept}`) })),
      1,
      (one, other) =>
        other.lack - one.lack || one.place - other.place || compareTexts(`${one.concept}`, `${other.concept}`),
    );
    return first!.concept;
  }

  asked(concept: Concept): void {
    this.counts.set(concept, (this.counts.get(concept) ?? 0) + 1);
    this.total += 1;
  }
}

function countsOf(questions: readonly { readonly concept_id: Concept }[]): Map<Concept, number> {
  const counts = new Map<Concept, number>();
  for (const { concept_id } of questions) counts.set(concept_id, (counts.get(concept_id) ?? 0) + 1);
  return counts;
}
