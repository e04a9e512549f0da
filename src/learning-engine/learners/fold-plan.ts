import { type FoldScope } from '../authoring/fold.js';
import { comparePlaces, type Place } from '../kit/time-order.js';
import { changesStates, excludedSessions, resetsOf } from './deciding.js';
import { type Folded, foldAnew, foldOn, type PlacedReset, scopesOf } from './folding.js';
import { type Head } from './learner-heads.js';
import { type KeptState, NO_POSITION, type Position, scopeName } from './learner-state.js';
import { type Projection } from './live-projections.js';
import { type SkillMap } from './sets/skill-map.js';
import { type CountedAnswer, countedAnswer, counts, type FoldedEntry } from './log-entry.js';

/** What a write changes in a projection. */
export interface ProjectionFold {
  projection: Projection;
  states: readonly KeptState[];
  /** Scopes that have no state any more; `others`: all but those of `states`. */
  gone: readonly FoldScope[] | 'others';
  position: Position;
  /** What it expected of answers, by their event. */
  predicted: ReadonlyMap<string, number>;
  /** What the fold threw. Then it has changed nothing. */
  failure?: { error: unknown };
  /** How long it took, in milliseconds. */
  tookMs: number;
}

/**
 * Folds entries that come next in the log of a learner, in each projection.
 *
 * @param log all entries before them; not needed where the entries come after all that was folded
 * @returns undefined where the log is needed
 */
export function planFolds(
  head: Pick<Head, 'lastSeq' | 'positions' | 'states' | 'excludesSessions'>,
  projections: readonly Projection[],
  entries: readonly FoldedEntry[],
  log?: readonly FoldedEntry[],
): ProjectionFold[] | undefined {
  const nextOf = bySkillMap((skillMap) => countedAnswers(entries, skillMap));
  const allOf = bySkillMap((skillMap) => log && inOrder([...log, ...entries], skillMap));
  const folds: ProjectionFold[] = [];
  for (const projection of projections) {
    const position = head.positions.get(projection.id) ?? NO_POSITION;
    const isFresh = position.throughSeq === head.lastSeq;
    if (isFresh && entries.length === 0) continue;
    const begun = performance.now();
    const fold = attempt(projection, position, () => {
      const isNext =
        isFresh && !head.excludesSessions && entries.every((entry) => entry.version === 1 && !changesStates(entry));
      const on =
        isNext && foldOn(projection, nextOf(projection), head.states.get(projection.id) ?? new Map(), position.through);
      if (on) return { folded: on, gone: [] };
      const all = allOf(projection);
      return log && all && again(projection, all, isFresh ? touched(projection, entries, log) : undefined);
    });
    if (!fold) return undefined;
    const throughSeq = fold.failure ? position.throughSeq : head.lastSeq + entries.length;
    folds.push({ ...fold, position: { ...fold.position, throughSeq }, tookMs: performance.now() - begun });
  }
  return folds;
}

type Outcome = { folded: Folded; gone: ProjectionFold['gone'] };

/** Made once for each skill map by which projections fold, when it is first needed. */
function bySkillMap<T>(make: (skillMap?: SkillMap) => T): (projection: Projection) => T {
  const made = new Map<SkillMap | undefined, T>();
  return ({ skillMap }) => {
    if (!made.has(skillMap)) made.set(skillMap, make(skillMap));
    return made.get(skillMap)!;
  };
}

/** A fold that throws keeps no other one from going on. */
function attempt(
  projection: Projection,
  before: Position,
  work: () => Outcome | undefined,
): Omit<ProjectionFold, 'tookMs'> | undefined {
  try {
    const outcome = work();
    if (!outcome) return undefined;
    const { folded, gone } = outcome;
    const through = later(before.through, folded.through);
    return {
      projection,
      states: [...folded.states.values()],
      gone,
      position: { ...before, through, hasFailed: false },
      predicted: folded.predicted,
    };
  } catch (error) {
    const position = { ...before, hasFailed: true };
    return { projection, states: [], gone: [], position, predicted: new Map(), failure: { error } };
  }
}

function again(
  projection: Projection,
  all: readonly FoldableEntry[],
  targets?: ReadonlyMap<string, FoldScope>,
): Outcome {
  const folded = foldAnew(projection, all, targets && new Set(targets.keys()));
  const gone = targets ? [...targets].flatMap(([name, scope]) => (folded.states.has(name) ? [] : [scope])) : 'others';
  return { folded, gone };
}

/** The scopes that entries concern, as they are and as they were before they were corrected; undefined for all. */
function touched(
  projection: Projection,
  entries: readonly FoldedEntry[],
  log: readonly FoldedEntry[],
): Map<string, FoldScope> | undefined {
  if (projection.fold.refold === 'learner') return undefined;
  const events = new Set(entries.map(({ event_id }) => event_id));
  const versions = [...log.filter(({ event_id }) => events.has(event_id)), ...entries];
  if (versions.some(changesStates)) return undefined;
  const scopes = versions
    .filter(counts)
    .flatMap((entry) => scopesOf(projection, countedAnswer(entry, projection.skillMap)));
  return new Map(scopes.map((scope) => [scopeName(scope), scope]));
}

/** What a fold anew goes through. */
export type FoldableEntry<Entry extends FoldedEntry = FoldedEntry> = CountedAnswer<Entry> | PlacedReset;

/** The answers that count and the resets, in the order in which they are folded. */
export function inOrder<Entry extends FoldedEntry>(
  entries: readonly Entry[],
  skillMap?: SkillMap,
): FoldableEntry<Entry>[] {
  return [...countedAnswers(entries, skillMap), ...resetsOf(lastVersions(entries))].sort(comparePlaces);
}

/** Of each event the last version. */
export const lastVersions = <Entry extends FoldedEntry>(entries: readonly Entry[]): Entry[] => [
  ...new Map(entries.map((entry) => [entry.event_id, entry])).values(),
];

/** The answers that count, in their order. */
function countedAnswers<Entry extends FoldedEntry>(
  entries: readonly Entry[],
  skillMap?: SkillMap,
): CountedAnswer<Entry>[] {
  const last = lastVersions(entries);
  const excluded = excludedSessions(last);
  return last
    .filter((entry) => counts(entry) && !excluded.has(entry.session_id))
    .map((entry) => countedAnswer(entry, skillMap))
    .sort(comparePlaces);
}

const later = (one: Place | null, other: Place | null): Place | null =>
  one && other ? (comparePlaces(one, other) > 0 ? one : other) : (one ?? other);
