import { type PreparedStatement } from '../database/connections/query-prepared.js';
import { givenRuns, insertRuns } from '../runs/recorded-run.js';
import { milliseconds } from './learner-heads.js';
import { accountIdsOf, accountsWith } from './persons.js';

/** A question that was chosen. */
export interface ChosenItem {
  item_id: string;
  /** Place in the list, from 1. */
  rank: number;
  /** By which the version compared questions: higher is better. */
  score: number;
  /** The probability with which it was chosen; null where the version does not know it. */
  propensity: number | null;
  /** As the candidate had it, or else by the active calibration; null where neither knows it. */
  difficulty: number | null;
  /** Whether it is by the calibration. */
  is_calibrated: boolean;
}

/** A selection, as the database has it. */
export interface SelectionJson {
  id: string;
  runId: string;
  /** In milliseconds since 1970. */
  at: number;
  items: ChosenItem[];
}

const SELECTION_JSON = `json_build_object('id', id, 'runId', run_id, 'at', ${milliseconds('at')}, 'items', items)`;

/** $1 learner, $2 revision, $3 parameter set, $4 digest of the request */
export const FIND_SELECTION: PreparedStatement = {
  name: 'find_selection',
  text: `
  SELECT ${SELECTION_JSON} AS selection FROM selections
  WHERE learner_id = $1 AND revision = $2 AND params_id = $3 AND request = decode($4, 'hex')`,
};

/** One of whom nothing is known becomes known. */
const know = (learner: string, isUnknown: string) => `
    INSERT INTO learners (id, revision, last_seq) SELECT ${learner}::uuid, 0, 0 WHERE ${isUnknown}::boolean ON CONFLICT DO NOTHING
    RETURNING id`;

/**
 * $1 learner, $2 revision, $3 version, $4 parameter set, $5 digest of the request, $6 how many were wanted, $7 candidates, $8 items,
 * $9 its run, $10 whether nothing is known of the learner: then they become known. All of it, or nothing: for a learner who was erased,
 * or whom another writer has in hand, and where the request has its selection.
 */
export const ADD_SELECTION: PreparedStatement = {
  name: 'add_selection',
  text: `
  WITH made AS (${know('$1', '$10')}
  ), free AS MATERIALIZED (
    SELECT id FROM learners WHERE id = $1 AND erased_at IS NULL FOR SHARE SKIP LOCKED
  ), selection AS (
    INSERT INTO selections (learner_id, revision, algo_version_id, params_id, request, wanted, candidates, items, run_id)
    SELECT ours.id, $2, $3, $4, decode($5, 'hex'), $6, $7, $8, given.id
    FROM (SELECT id FROM made UNION ALL SELECT id FROM free) AS ours, ${givenRuns(9)}
    ON CONFLICT ON CONSTRAINT uq_selections_request DO NOTHING RETURNING id, run_id, at, items
  ), run AS (${insertRuns(givenRuns(9))}
    JOIN selection ON selection.run_id = given.id
  )
  SELECT ${SELECTION_JSON} AS selection FROM selection`,
};

/**
 * $1 the run that failed to make a selection, $2 learner, $3 whether nothing is known of them: then they become known first, for the
 * run may refer to what follows from that. Nothing for one who was erased, also meanwhile: then it is waited for. Sent again, it
 * writes nothing.
 */
export const ADD_FAILURE: PreparedStatement = {
  name: 'add_failed_selection',
  text: `
  WITH made AS (${know('$2', '$3')}
  ), known AS MATERIALIZED (
    SELECT id FROM learners WHERE id = $2 AND erased_at IS NULL FOR SHARE
  ) ${insertRuns(givenRuns(1))} JOIN (SELECT id FROM made UNION ALL SELECT id FROM known) AS ours ON ours.id = given.user_id
  ON CONFLICT ON CONSTRAINT pk_algo_runs DO NOTHING RETURNING id`,
};

/** So many of the newest selections say how difficult questions are. */
const NEWEST = 100;

/** $1 learner. The difficulty of questions as their candidates had it when they were last chosen. */
export const CHOSEN_DIFFICULTIES: PreparedStatement = {
  name: 'chosen_difficulties',
  text: `
  SELECT DISTINCT ON (item_id) json_build_array(item_id, difficulty) AS chosen
  FROM (${accountIdsOf('$1')}) AS account,
    LATERAL (SELECT at, items FROM selections WHERE learner_id = account.id ORDER BY revision DESC LIMIT ${NEWEST}) AS newest,
    jsonb_to_recordset(items) AS item (item_id text, difficulty float8, is_calibrated boolean)
  WHERE difficulty IS NOT NULL AND is_calibrated IS NOT TRUE ORDER BY item_id, at DESC`,
};

/** $1 learner, $2 ids. Those that are selections of the person. */
export const KNOWN_SELECTIONS: PreparedStatement = {
  name: 'known_selections',
  text: `SELECT id FROM selections WHERE learner_id IN (${accountsWith('$1')}) AND id = ANY ($2::uuid[])`,
};
