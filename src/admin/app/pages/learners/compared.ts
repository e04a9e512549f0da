import { type Schemas } from '../../api/client';

type State = Schemas['StateResponse'];

/** A state by two versions, where one may have none. */
interface ComparedState {
  scope_kind: State['scope_kind'];
  scope_id: string;
  active: State | undefined;
  other: State | undefined;
  /** Of the other one's value less the active one's; null where either says none. */
  difference: number | null;
}

const keyOf = ({ scope_kind, scope_id }: State): string => `${scope_kind} ${scope_id}`;

/** The states of both that say a number or a time, those first that differ most. The others are what a version keeps for itself. */
export function compared(active: readonly State[], other: readonly State[]): ComparedState[] {
  const others = new Map(other.map((state) => [keyOf(state), state]));
  const known = new Set(active.map(keyOf));
  const rows = [
    ...active.map((state) => rowOf(state, others.get(keyOf(state)))),
    ...other.filter((state) => !known.has(keyOf(state))).map((state) => rowOf(undefined, state)),
  ];
  return rows.filter(saysSomething).sort((one, another) => sizeOf(another) - sizeOf(one));
}

function rowOf(active: State | undefined, other: State | undefined): ComparedState {
  const { scope_kind, scope_id } = (active ?? other)!;
  const values = [active?.value ?? null, other?.value ?? null];
  const difference = values[0] === null || values[1] === null ? null : values[1]! - values[0]!;
  return { scope_kind, scope_id, active, other, difference };
}

const saysSomething = ({ active, other }: ComparedState): boolean =>
  [active, other].some((state) => state !== undefined && (state.value !== null || state.due_at !== null));

/** A state that one of the two does not have differs more than any number. */
const sizeOf = ({ active, other, difference }: ComparedState): number =>
  active && other ? Math.abs(difference ?? 0) : Infinity;

/** Whether a person would notice. */
export const isOther = ({ active, other, difference }: ComparedState): boolean =>
  !active || !other || (difference !== null && difference !== 0) || active.due_at !== other.due_at;
