import { milliseconds, STATE_JSON, type StateJson } from '../learner-heads.js';
import { NOT_WITHHELD } from '../learner-state.statements.js';
import { accountsOf } from '../persons.js';
import { type SelectionJson } from '../selections.statements.js';
import { type OpenDecision, type RecentAnswer } from './learner-page.view.js';

export const MOST_SKILLS = 200;
export const MOST_DECISIONS = 50;
const RECENT_ANSWERS = 20;
const DAYS = 14;

/** A page about a learner as the database has it. Lists that may have more have one entry too many. */
export interface PageJson {
  /** In milliseconds since 1970. */
  now: number;
  revision: number | null;
  lastSeq: number;
  isErased: boolean;
  timeZone: string | null;
  dayOffsetMinutes: number;
  /** Projections that have folded all of the learner. */
  fresh: string[];
  skills: StateJson[];
  /** Of the learner as a whole, by the same version. */
  self: StateJson | null;
  dueNow: number;
  days: { date: string; count: number }[];
  answers: RecentAnswer[];
  decisions: OpenDecision[];
  selection: SelectionJson | null;
}

const NOT_REVISED = `NOT EXISTS (SELECT FROM learner_answers later
  WHERE later.learner_id = a.learner_id AND later.event_id = a.event_id AND later.version > a.version)`;

/** Of an event in the logs of several accounts of a person, that of the first one counts. */
const COUNTS = `NOT EXISTS (SELECT FROM account before JOIN learner_answers other ON other.learner_id = before.id
  WHERE before.rank < account.rank AND other.event_id = a.event_id)`;

const utc = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** By the learner's days: those of their time zone; without one, those of the answer recorded last that says it. */
const local = (instant: string) => `(CASE WHEN learner.time_zone IS NULL
  THEN (${instant}) AT TIME ZONE 'UTC' + make_interval(mins => learner.minutes) ELSE (${instant}) AT TIME ZONE learner.time_zone END)`;

/** $1 learner; projections of $2 skills and $3 what is due, $4 parameters of what chooses; each null where there is none. */
export const READ_PAGE = {
  name: 'read_learner_page',
  text: `
  WITH account AS MATERIALIZED (
    ${accountsOf('$1')}
  ), learner AS MATERIALIZED (
    SELECT statement_timestamp() AS now, l.revision, l.erased_at, l.time_zone,
      (SELECT coalesce(sum(one.last_seq), 0)::bigint FROM account JOIN learners one USING (id)) AS last_seq,
      coalesce((SELECT said.minutes FROM account, LATERAL (SELECT a.day_offset_minutes AS minutes, a.recorded_at FROM learner_answers a
          WHERE a.learner_id = account.id AND a.day_offset_minutes IS NOT NULL ORDER BY a.seq DESC LIMIT 1) AS said
        ORDER BY said.recorded_at DESC LIMIT 1), 0)::int AS minutes
    FROM (SELECT $1::uuid AS id) AS wanted LEFT JOIN learners l USING (id)
  ), due AS MATERIALIZED (
    SELECT greatest(${local('s.due_at')}, ${local('learner.now')})::date AS day, count(*) AS count,
      count(*) FILTER (WHERE s.due_at <= learner.now) AS now
    FROM learner, learner_states s
    WHERE s.learner_id = $1 AND s.projection_id = $3 AND s.due_at < learner.now + interval '${DAYS + 1} days'
      AND ${NOT_WITHHELD}
    GROUP BY 1
  )
  SELECT json_build_object(
    'now', ${milliseconds('learner.now')}, 'revision', learner.revision, 'lastSeq', learner.last_seq,
    'isErased', learner.erased_at IS NOT NULL, 'timeZone', learner.time_zone, 'dayOffsetMinutes', learner.minutes,
    'fresh', (SELECT coalesce(json_agg(p.id), '[]') FROM unnest(ARRAY[$2, $3]::uuid[]) AS p (id)
      LEFT JOIN learner_positions q ON q.learner_id = $1 AND q.projection_id = p.id
      WHERE coalesce(q.through_seq, 0) >= learner.last_seq AND NOT EXISTS (SELECT FROM answer_inbox i JOIN account ON account.id = i.learner_id)),
    'skills', (SELECT coalesce(json_agg(row), '[]') FROM (SELECT ${STATE_JSON} AS row FROM learner_states s
      WHERE s.learner_id = $1 AND s.projection_id = $2 AND s.scope_kind = 'skill' ORDER BY s.scope_id LIMIT ${MOST_SKILLS + 1}) AS listed),
    'self', (SELECT ${STATE_JSON} FROM learner_states s WHERE s.learner_id = $1 AND s.projection_id = $2 AND s.scope_kind = 'learner'),
    'dueNow', (SELECT coalesce(sum(now), 0) FROM due),
    'days', (SELECT json_agg(json_build_object('date', day::date, 'count', coalesce(due.count, 0)) ORDER BY day)
      FROM generate_series(0, ${DAYS - 1}) AS n, LATERAL (SELECT ${local('learner.now')}::date + n AS day) AS listed LEFT JOIN due USING (day)),
    'answers', (SELECT coalesce(json_agg(row), '[]') FROM (SELECT row FROM account, LATERAL (SELECT a.recorded_at, a.seq, json_build_object('event_id', a.event_id, 'at', ${utc('a.at')},
        'item_id', a.item_id, 'skill_ids', a.skill_ids, 'correct', a.correct, 'score', a.score, 'rating', a.rating,
        'context', a.context, 'corrected', a.version > 1) AS row FROM learner_answers a
      WHERE a.learner_id = account.id AND a.kind = 'answer' AND a.quarantine IS NULL AND ${NOT_REVISED} AND ${COUNTS}
      ORDER BY a.seq DESC LIMIT ${RECENT_ANSWERS}) AS recent ORDER BY recorded_at DESC, seq DESC LIMIT ${RECENT_ANSWERS}) AS listed),
    'decisions', (SELECT coalesce(json_agg(row), '[]') FROM (SELECT json_build_object('id', a.event_id, 'kind', a.decision,
        'scope', json_build_object('kind', a.scope_kind, 'id', a.scope_id), 'at', ${utc('a.at')}, 'expires_at', ${utc('a.expires_at')},
        'reason', a.reason, 'role', a.actor_role, 'actor_user_id', a.actor_id) AS row FROM learner_answers a
      WHERE a.learner_id IN (SELECT id FROM account) AND a.kind = 'decision' AND (a.expires_at IS NULL OR a.expires_at > learner.now) AND ${NOT_REVISED}
      ORDER BY a.recorded_at DESC, a.seq DESC LIMIT ${MOST_DECISIONS + 1}) AS listed),
    'selection', (SELECT json_build_object('id', c.id, 'runId', c.run_id, 'at', ${milliseconds('c.at')}, 'items', c.items)
      FROM selections c WHERE c.learner_id = $1 AND c.params_id = $4 AND c.revision = learner.revision ORDER BY c.at DESC, c.id LIMIT 1)
  ) AS page FROM learner`,
};
