import { type PreparedStatement } from '../database/connections/query-prepared.js';
import { type FoldScope, type ScopeKind } from '../authoring/fold.js';
import { type JsonObject } from '../json/json.js';
import { type Place } from '../kit/time-order.js';
import { type KeptState, NO_POSITION, type Position, scopeName } from './learner-state.js';
import { accountIdsOf, accountsOf } from './persons.js';

/** What is asked of a learner before something is recorded. */
export interface Wanted {
  id: string;
  eventIds: readonly string[];
  /** By projection. */
  scopes: ReadonlyMap<string, readonly FoldScope[]>;
}

/** An event that is in the log. */
export interface KnownEvent {
  /** The last one. */
  version: number;
  /** Of the last version. */
  digest: string;
  /** Of all its versions. */
  digests: ReadonlySet<string>;
  /** A decision, which is no answer. */
  isDecision: boolean;
  /** In whose log the entry is that counts. */
  account: string;
}

/** One account of a person. */
export interface Account {
  /** Null for one that is not known. */
  revision: number | null;
  lastSeq: number;
}

/** A learner as the database had them, with the learners who were merged into them. */
export interface Head {
  id: string;
  /** Null for one that is not known. */
  revision: number | null;
  /** How many entries there are, in the logs of all accounts. */
  lastSeq: number;
  /** The learner who answers for this one; null for one who was not merged into another. */
  mergedInto: string | null;
  /** Of the person, by rank: this learner first. */
  accounts: ReadonlyMap<string, Account>;
  isErased: boolean;
  hasInbox: boolean;
  /** Whether people have decided, at any time, that the answers of a session do not count. */
  excludesSessions: boolean;
  /** By the clock of the database, in milliseconds since 1970. */
  now: number;
  known: ReadonlyMap<string, KnownEvent>;
  positions: ReadonlyMap<string, Position>;
  /** By projection and scope: null where there is no state. */
  states: ReadonlyMap<string, ReadonlyMap<string, KeptState | null>>;
}

/** Whether a projection has folded all of a learner, or else could. */
export function freshness({ positions, lastSeq, hasInbox }: Head, projection: string) {
  const { throughSeq, hasFailed } = positions.get(projection) ?? NO_POSITION;
  const isBehind = throughSeq < lastSeq;
  return { isFresh: !isBehind && !hasInbox, mayBecomeFresh: hasInbox || !hasFailed };
}

export const milliseconds = (column: string) => `(extract(epoch FROM ${column}) * 1000)::bigint`;

/** A state as JSON of a row of learner_states, which `stateOf` reads. */
export const STATE_JSON = `json_build_array(s.projection_id, s.scope_kind, s.scope_id, s.state, s.value, ${milliseconds('s.due_at')},
  s.answers, ${milliseconds('s.through_at')}, s.through_sequence, s.through_event_id)`;

export type StateJson = [
  projectionId: string,
  kind: ScopeKind,
  id: string,
  state: JsonObject,
  value: number | null,
  dueAt: number | null,
  answers: number,
  at: number,
  sequence: number | null,
  eventId: string,
];

export const stateOf = ([, kind, id, state, value, dueAt, answers, at, sequence, eventId]: StateJson): KeptState => ({
  scope: { kind, id },
  state,
  value,
  due_at: dueAt === null ? null : new Date(dueAt).toISOString(),
  answers,
  through: { instant: at, sequence, id: eventId },
});

/**
 * $1 a list of { id, events, scopes: [[projection, kind, id], …] }. A row for each, as JSON: a host may have pg read numbers and
 * times as anything.
 */
const READ_HEADS: PreparedStatement = {
  name: 'read_learner_heads',
  text: `
  SELECT json_build_object(
    'id', wanted.id, 'revision', l.revision, 'lastSeq', coalesce(l.last_seq, 0), 'isErased', l.erased_at IS NOT NULL,
    'mergedInto', l.merged_into,
    'merged', CASE WHEN cardinality(person.ids) > 1 THEN (
      SELECT json_agg(json_build_array(m.id, m.revision, m.last_seq) ORDER BY account.rank)
      FROM (${accountsOf('wanted.id')}) AS account JOIN learners m USING (id) WHERE account.rank > 0) END,
    'hasInbox', EXISTS (SELECT FROM answer_inbox i WHERE i.learner_id = ANY (person.ids)),
    'excludesSessions', EXISTS (SELECT FROM learner_answers d
      WHERE d.learner_id = ANY (person.ids) AND d.kind = 'decision' AND d.decision = 'exclude_session'),
    'now', extract(epoch FROM clock_timestamp()) * 1000,
    'known', (SELECT json_agg(json_build_array(a.event_id, a.version, encode(a.digest, 'hex'), a.kind, a.learner_id)) FROM learner_answers a
      WHERE a.learner_id = ANY (person.ids) AND a.event_id = ANY (wanted.events)),
    'positions', (SELECT json_agg(json_build_array(p.projection_id, p.through_seq, ${milliseconds('p.through_at')},
        p.through_sequence, p.through_event_id, p.failed_at IS NOT NULL)) FROM learner_positions p
      WHERE p.learner_id = wanted.id),
    'states', (SELECT json_agg(${STATE_JSON}) FROM jsonb_array_elements(wanted.scopes) AS scope
      JOIN learner_states s ON s.learner_id = wanted.id AND s.projection_id = (scope ->> 0)::uuid
        AND s.scope_kind = scope ->> 1 AND s.scope_id = scope ->> 2)
  ) AS head
  FROM jsonb_to_recordset($1::jsonb) AS wanted (id uuid, events text[], scopes jsonb)
  LEFT JOIN learners l ON l.id = wanted.id
  CROSS JOIN LATERAL (SELECT ARRAY(${accountIdsOf('wanted.id')}) AS ids) AS person`,
};

interface HeadJson {
  id: string;
  revision: number | null;
  lastSeq: number;
  isErased: boolean;
  mergedInto: string | null;
  merged: [id: string, revision: number, lastSeq: number][] | null;
  hasInbox: boolean;
  excludesSessions: boolean;
  now: number;
  known: [eventId: string, version: number, digest: string, kind: string, account: string][] | null;
  positions:
    | [
        projection: string,
        seq: number,
        at: number | null,
        sequence: number | null,
        event: string | null,
        failed: boolean,
      ][]
    | null;
  states: StateJson[] | null;
}

/** Asks a question in a transaction, or by itself. */
export type Ask = <Row extends object>(statement: PreparedStatement, values: readonly unknown[]) => Promise<Row[]>;

/** By learner. */
export async function readHeads(ask: Ask, wanted: readonly Wanted[]): Promise<Map<string, Head>> {
  const asked = wanted.map(({ id, eventIds, scopes }) => ({
    id,
    events: eventIds,
    scopes: [...scopes].flatMap(([projection, all]) => all.map((scope) => [projection, scope.kind, scope.id])),
  }));
  const rows = await ask<{ head: HeadJson }>(READ_HEADS, [JSON.stringify(asked)]);
  const wantedOf = new Map(wanted.map((one) => [one.id, one]));
  return new Map(rows.map(({ head }) => [head.id, headOf(head, wantedOf.get(head.id)!)]));
}

function headOf({ known, positions, states, merged, ...plain }: HeadJson, { scopes }: Wanted): Head {
  const { id, revision } = plain;
  const accounts = new Map<string, Account>([[id, { revision, lastSeq: plain.lastSeq }]]);
  for (const [account, itsRevision, itsSeq] of merged ?? []) {
    accounts.set(account, { revision: itsRevision, lastSeq: itsSeq });
  }
  const lastSeq = [...accounts.values()].reduce((sum, account) => sum + account.lastSeq, 0);
  const ranks = new Map([...accounts.keys()].map((account, rank) => [account, rank]));
  const isBefore = (one: KnownEvent, version: number, account: string) =>
    one.account === account ? one.version > version : ranks.get(one.account)! < ranks.get(account)!;
  const events = new Map<string, KnownEvent>();
  for (const [eventId, version, digest, kind, account] of known ?? []) {
    const event = events.get(eventId);
    const last = event && isBefore(event, version, account) ? event : { version, digest, account };
    const isDecision = kind === 'decision' || event?.isDecision === true;
    events.set(eventId, { ...last, digests: new Set([...(event?.digests ?? []), digest]), isDecision });
  }
  const kept = new Map(
    [...scopes].map(([projection, all]) => [
      projection,
      new Map(all.map((scope): [string, KeptState | null] => [scopeName(scope), null])),
    ]),
  );
  for (const row of states ?? []) {
    const state = stateOf(row);
    kept.get(row[0])!.set(scopeName(state.scope), state);
  }
  return {
    ...plain,
    lastSeq,
    accounts,
    known: events,
    positions: new Map((positions ?? []).map(positionOf)),
    states: kept,
  };
}

const positionOf = ([projection, throughSeq, at, sequence, eventId, hasFailed]: NonNullable<
  HeadJson['positions']
>[number]): [string, Position] => {
  const through: Place | null = at === null ? null : { instant: at, sequence, id: eventId! };
  return [projection, { throughSeq, through, hasFailed }];
};

/** The head of the person to whom an account belongs: of the learner into whom it was merged, if it was. */
export async function readPerson(ask: Ask, wanted: Wanted): Promise<Head> {
  for (let id = wanted.id; ;) {
    const head = (await readHeads(ask, [{ ...wanted, id }])).get(id)!;
    if (head.mergedInto === null) return head;
    id = head.mergedInto;
  }
}

/** The next number in the log of an account, each time another one. */
export function numbering({ accounts }: Head): (account: string) => number {
  const last = new Map([...accounts].map(([id, { lastSeq }]) => [id, lastSeq]));
  return (account) => {
    const seq = last.get(account)! + 1;
    last.set(account, seq);
    return seq;
  };
}
