import { type KeptState } from '../../learners/learner-state.js';

/** The states of a learner by one pair of version and parameters, by scope. */
export type States = ReadonlyMap<string, KeptState>;

/**
 * What the states of one learner are by both pairs: whole numbers alone, so that sums over learners are the same in every order.
 * Names of counts: `states`, `due:<horizon>`, `mastered` and `failed`, each with `:active` or `:candidate`; `gained` and `lost` of
 * `judged` scopes, and `unjudged` ones, where one state says what is mastered and the other does not; `withheld`; `ratios`, and of them `ratio:<bin>`; `changes`; `band:<from>:<to>`.
 */
export type LearnerComparison = {
  counts: Record<string, number>;
  /** How many values change by so many ten thousandths. */
  changes: Record<string, number>;
  /** Scopes with another state of being due today, of mastery, or of the band of the value; and those with one state only that says any of it. */
  moved: number;
  /** Of all values, in ten thousandths. */
  change: number;
};

/** Until when what is due is counted, in milliseconds since 1970; the first is the end of today. */
export type Horizons = readonly number[];

/** Where the bins of interval ratios end. What is on the border of a third or of three times is not beyond it. */
export const RATIO_EDGES = [1 / 3, 1 / 2, 4 / 5, 5 / 4, 2, 3] as const;
/** Where the bands of values end. */
export const BAND_EDGES = [0.25, 0.5, 0.75, 0.95] as const;
/** The band of a scope without a value. */
export const NO_BAND = BAND_EDGES.length + 1;
export const CHANGE_UNIT = 1e-4;

const ratioBin = (ratio: number): number =>
  RATIO_EDGES.filter((edge) => (edge < 1 ? ratio >= edge : ratio > edge)).length;

const bandOf = (value: number | null | undefined): number =>
  value === null || value === undefined ? NO_BAND : BAND_EDGES.filter((edge) => value >= edge).length;

const judges = (kept: KeptState | undefined): boolean => typeof kept?.state.mastered === 'boolean';

const isMastered = (kept: KeptState | undefined): boolean => kept?.state.mastered === true;

const intervalOf = (kept: KeptState | undefined): number | null =>
  kept && kept.due_at !== null ? Date.parse(kept.due_at) - kept.through.instant : null;

/** Compares the states of one learner by the active pair and by the candidate. */
export function compareStates(active: States, candidate: States, horizons: Horizons): LearnerComparison {
  const counts: Record<string, number> = {};
  const changes: Record<string, number> = {};
  const add = (name: string, by = 1) => {
    if (by > 0) counts[name] = (counts[name] ?? 0) + by;
  };
  let [moved, change] = [0, 0];
  for (const name of new Set([...active.keys(), ...candidate.keys()])) {
    const sides = [active.get(name), candidate.get(name)] as const;
    const [one, other] = sides;
    const isJudged = sides.every((kept) => !kept || judges(kept));
    const [was, is] = isJudged ? [isMastered(one), isMastered(other)] : [false, false];
    const bands = [bandOf(one?.value), bandOf(other?.value)] as const;
    const dues = sides.map((kept) => (kept?.due_at ? Date.parse(kept.due_at) : Infinity));
    sides.forEach((kept, index) => {
      const side = SIDES[index]!;
      add(`states:${side}`, Number(kept !== undefined));
      horizons.forEach((before, horizon) => add(`due:${horizon}:${side}`, Number(dues[index]! < before)));
      add(`mastered:${side}`, Number(isMastered(kept)));
    });
    if (sides.some(judges)) add(isJudged ? 'judged' : 'unjudged');
    if (was !== is) add(is ? 'gained' : 'lost');
    if (sides.some((kept) => kept && kept.value !== null)) add(`band:${bands[0]}:${bands[1]}`);
    if (sides.some((kept) => kept && kept.value !== null && !(kept.value >= 0 && kept.value <= 1))) add('unbounded');
    if (sides.some((kept) => kept && kept.due_at !== null)) add('scheduled');
    const [before, after] = sides.map(intervalOf);
    if (before !== null && after !== null && before! > 0) {
      add('ratios');
      add(`ratio:${ratioBin(after! / before!)}`);
    }
    if (one && other && one.value !== null && other.value !== null) {
      const by = Math.round(Math.abs(other.value - one.value) / CHANGE_UNIT);
      add('changes');
      changes[by] = (changes[by] ?? 0) + 1;
      change += by;
    }
    const isDueMoved = dues[0]! < horizons[0]! !== dues[1]! < horizons[0]!;
    // One that says nothing, such as what a version keeps for itself, is no change.
    const isNew =
      (!one || !other) && sides.some((kept) => kept && (kept.value !== null || kept.due_at !== null || judges(kept)));
    if (isNew || isDueMoved || was !== is || bands[0] !== bands[1]) moved += 1;
  }
  return { counts, changes, moved, change };
}

export const SIDES: readonly Side[] = ['active', 'candidate'];
export type Side = 'active' | 'candidate';
