import { type PreparedStatement } from '../database/connections/query-prepared.js';
import { type RunTrigger } from '../domain/run-trigger.js';
import { type RecordedRun, runRow } from '../runs/recorded-run.js';
import { FOLD_FAILED, runOf } from './fold-run.js';
import { type ProjectionFold } from './fold-plan.js';
import { WRITE_LEARNERS } from './learner-changes.statements.js';
import { type Head } from './learner-heads.js';
import { type LogEntry } from './log-entry.js';
import { type KeptState } from './learner-state.js';
import { type Projection } from './live-projections.js';
import { type Place } from '../kit/time-order.js';

/** What is to be written of one person, if they are still as they were. */
export interface LearnerChange {
  head: Head;
  entries: readonly LogEntry[];
  folds: readonly ProjectionFold[];
  trigger: RunTrigger;
  /** Rows of the inbox that are in the log from now on. */
  inbox: readonly InboxRow[];
}

/** What PostgreSQL says itself of a lock that it does not wait for. */
const LOCK_NOT_HAD = '55P03';

/** A row of the inbox: of which account, and which one. */
export interface InboxRow {
  learner_id: string;
  id: string;
}

type Send = <Row extends object>(statement: PreparedStatement, values: readonly unknown[]) => Promise<Row[]>;

/** What was written of a learner. */
export interface WrittenChange extends LearnerChange {
  runs: readonly RecordedRun[];
}

/**
 * @param kept the projections that the changes keep up to date
 * @returns by learner; those who are missing changed meanwhile, or another writer has them in hand: of them nothing was written
 * @throws Error, a conflict of the database, when that is so of an account of a person who was written: the transaction is to be repeated
 */
export async function writeChanges(
  send: Send,
  changes: readonly LearnerChange[],
  kept: readonly Projection[],
): Promise<Map<string, WrittenChange>> {
  const rows = changes.map(rowsOf);
  const all = (list: (one: (typeof rows)[number]) => readonly object[]) => JSON.stringify(rows.flatMap(list));
  const written = await send<{ id: string }>(WRITE_LEARNERS, [
    all(({ heads }) => heads),
    all(({ entries }) => entries),
    all(({ positions }) => positions),
    all(({ states }) => states),
    all(({ gone }) => gone),
    all(({ runs }) => runs.map(runRow)),
    all(({ inbox }) => inbox),
    kept.map(({ id }) => id),
  ]);
  const ids = new Set(written.map(({ id }) => id));
  const done = rows.filter(({ change }) => ids.has(change.head.id));
  if (done.some(({ heads }) => heads.some(({ id }) => !ids.has(id)))) {
    throw Object.assign(new Error('An account of a person is in the hand of another writer.'), { code: LOCK_NOT_HAD });
  }
  return new Map(done.map(({ change, runs }) => [change.head.id, { ...change, runs }]));
}

const instant = (milliseconds: number | null): string | null =>
  milliseconds === null ? null : new Date(milliseconds).toISOString();

const placeRow = (place: Place | null) => ({
  at: instant(place?.instant ?? null),
  sequence: place?.sequence ?? null,
  event_id: place?.id ?? null,
});

function rowsOf(change: LearnerChange) {
  const { head, entries, folds, trigger, inbox } = change;
  const learner_id = head.id;
  const runs: RecordedRun[] = [];
  const made = folds.map((fold) => {
    const run = runOf(head, entries, trigger, fold);
    if (run) runs.push(run);
    const ids = { learner_id, projection_id: fold.projection.id };
    const { position, states, gone, failure } = fold;
    return {
      position: {
        ...ids,
        ...placeRow(position.through),
        seq: position.throughSeq,
        error_code: failure ? FOLD_FAILED : null,
      },
      states: states.map((state) => ({ ...ids, ...stateRow(state), run_id: run!.id })),
      gone: (gone === 'others' ? [{ kind: null, id: null }] : gone).map((scope) => ({ ...ids, ...scope })),
    };
  });
  return {
    change,
    runs,
    heads: [...new Set([learner_id, ...[...entries, ...inbox].map((one) => one.learner_id)])].map((id) => {
      const { revision, lastSeq } = head.accounts.get(id)!;
      return { id, revision, last_seq: lastSeq, added: entries.filter((entry) => entry.learner_id === id).length };
    }),
    entries: entries.map((entry) => entryRow(entry, folds)),
    positions: made.map(({ position }) => position),
    states: made.flatMap(({ states }) => states),
    gone: made.flatMap(({ gone }) => gone),
    inbox,
  };
}

function entryRow(entry: LogEntry, folds: readonly ProjectionFold[]) {
  const predicted = folds.flatMap(({ projection, predicted: all }): [string, number][] => {
    const probability = all.get(entry.event_id);
    return probability === undefined ? [] : [[projection.id, probability]];
  });
  return {
    ...entry,
    at: instant(entry.at),
    given_at: instant(entry.given_at),
    sent_at: instant(entry.sent_at),
    expires_at: instant(entry.expires_at),
    predicted: predicted.length > 0 ? Object.fromEntries(predicted) : null,
    calibration_id: folds.find(({ projection }) => projection.isActive)?.projection.calibrationId ?? null,
    digest: `\\x${entry.digest}`,
  };
}

const stateRow = ({ scope, state, value, due_at, answers, through }: KeptState) => ({
  ...scope,
  ...{ state, value, due_at, answers },
  ...placeRow(through),
});
