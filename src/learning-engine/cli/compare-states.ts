import { LearnerErasedError } from '../errors/learner.errors.js';
import { type LearnerStateService } from '../learners/learner-state.service.js';
import { type LearnerState } from '../learners/learner-state.view.js';
import { learnerOf } from '../learners/imports/external-id.js';
import { UsageError } from './command.js';
import { type SourceTable, textOf } from './source-table.js';

const MOST_NAMED = 20;
const PAGE = 200;
/** Below this, values are equal: a host may keep fewer digits. */
const VALUE_TOLERANCE = 1e-6;
/** And times, in milliseconds. */
const DUE_TOLERANCE_MS = 1000;

type Difference = { learner: string; scope_id: string; theirs: string | null; ours: string | null };

/** States that a host has kept so far, beside those of the engine. */
export interface ComparedStates {
  states: number;
  equal: number;
  /** Of values, and of times at which something is due, in seconds. */
  largest_value_difference: number | null;
  largest_due_difference_seconds: number | null;
  /** Of which the engine has none. */
  missing: number;
  /** The first ones that differ. */
  differing: Difference[];
}

/** Compares states of a host with those by the active version of an algorithm. */
export async function compareStates(
  table: SourceTable,
  states: LearnerStateService,
  { source, algoKey, query }: { source: string; algoKey: string; query: string },
): Promise<ComparedStates> {
  const found: ComparedStates = {
    ...{ states: 0, equal: 0, missing: 0, differing: [] },
    ...{ largest_value_difference: null, largest_due_difference_seconds: null },
  };
  let last: { learner: string; states: Map<string, LearnerState> } | undefined;
  for await (const { columns, rows } of table.pages('compare-states', query)) {
    const places = placesOf(columns);
    for (const row of rows) {
      const [learner, scopeId] = [textOf(row[places.learner]!), textOf(row[places.scope]!)];
      if (last?.learner !== learner) {
        last = { learner, states: await statesOf(states, learnerOf(source, learner).id, algoKey, places.kind) };
      }
      const theirs = {
        value: places.value < 0 || row[places.value] === null ? null : Number(row[places.value]),
        due_at: places.due < 0 ? null : textOf(row[places.due]!) || null,
      };
      add(found, { learner, scope_id: scopeId }, theirs, last.states.get(scopeId));
    }
  }
  return found;
}

type Theirs = Pick<LearnerState, 'value' | 'due_at'>;

function add(
  found: ComparedStates,
  of: { learner: string; scope_id: string },
  theirs: Theirs,
  ours?: LearnerState,
): void {
  found.states += 1;
  const differ = (one: string | null, other: string | null) => {
    if (found.differing.length < MOST_NAMED) found.differing.push({ ...of, theirs: one, ours: other });
  };
  if (!ours) {
    found.missing += 1;
    return differ(shown(theirs), null);
  }
  const value = theirs.value === null ? 0 : Math.abs(theirs.value - (ours.value ?? Infinity));
  const due = theirs.due_at === null ? 0 : Math.abs(Date.parse(theirs.due_at) - Date.parse(ours.due_at ?? ''));
  if (theirs.value !== null && Number.isFinite(value)) {
    found.largest_value_difference = Math.max(found.largest_value_difference ?? 0, value);
  }
  if (theirs.due_at !== null && Number.isFinite(due)) {
    found.largest_due_difference_seconds = Math.max(found.largest_due_difference_seconds ?? 0, due / 1000);
  }
  if (value <= VALUE_TOLERANCE && due <= DUE_TOLERANCE_MS) found.equal += 1;
  else
    differ(
      shown(theirs),
      shown({ value: theirs.value === null ? null : ours.value, due_at: theirs.due_at && ours.due_at }),
    );
}

const shown = ({ value, due_at }: Theirs): string =>
  [value, due_at].filter((part) => part !== null).join(' ') || 'none';

const SCOPES = { skill_id: 'skill', item_id: 'item' } as const;

/** @throws UsageError when a column is missing */
function placesOf(columns: readonly string[]) {
  const scope = columns.findIndex((name) => name in SCOPES);
  const places = {
    ...{ learner: columns.indexOf('learner_id'), scope, kind: SCOPES[columns[scope] as keyof typeof SCOPES] },
    ...{ value: columns.indexOf('value'), due: columns.indexOf('due_at') },
  };
  if (places.learner >= 0 && scope >= 0 && (places.value >= 0 || places.due >= 0)) return places;
  throw new UsageError('--compare-states must select learner_id, skill_id or item_id, and value or due_at');
}

async function statesOf(
  service: LearnerStateService,
  learnerId: string,
  algoKey: string,
  scopeKind: 'skill' | 'item',
): Promise<Map<string, LearnerState>> {
  const all = new Map<string, LearnerState>();
  let after: string | undefined;
  do {
    const page = await service.getState(learnerId, { algoKey, scopeKind }, { limit: PAGE, after }).catch(noneOfErased);
    for (const state of page.states) all.set(state.scope_id, state);
    after = page.nextAfter ?? undefined;
  } while (after !== undefined);
  return all;
}

function noneOfErased(error: unknown): { states: LearnerState[]; nextAfter: null } {
  if (error instanceof LearnerErasedError) return { states: [], nextAfter: null };
  throw error;
}
