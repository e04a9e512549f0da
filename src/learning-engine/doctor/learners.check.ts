import { type Check } from './finding.js';
import { type Trouble, troublesIn } from './trouble.js';

/** Neither erased nor merged into another learner, who has their states then. */
const IS_PERSON = 'l.erased_at IS NULL AND l.merged_into IS NULL';
/** In the logs of the learner `l` and of those who were merged into them. */
const ENTRIES = '(l.last_seq + coalesce((SELECT sum(m.last_seq) FROM learners m WHERE m.merged_into = l.id), 0))';

/** How states are made anew. */
export const FOLD_ANEW =
  'States can be made anew: ProjectionsService.retire, then build. For the active pair, activate another one meanwhile.';

const ahead: Trouble = {
  code: 'POSITION_AHEAD',
  subject: 'learner_positions',
  text: `
    SELECT count(*)::int AS count, min(p.learner_id::text) AS example
    FROM learner_positions p JOIN learners l ON l.id = p.learner_id WHERE p.through_seq > ${ENTRIES}`,
  values: [],
  message: (count, example) =>
    `${count} positions are ahead of the log of their learner, for example of learner ${example}: answers are missing`,
  remedy: `The log was changed in the database. Restore it from a backup. ${FOLD_ANEW}`,
};

const withoutPosition: Trouble = {
  code: 'STATE_WITHOUT_POSITION',
  subject: 'learner_states',
  text: `
    SELECT count(*)::int AS count, min(s.learner_id::text) AS example FROM learner_states s
    WHERE NOT EXISTS (SELECT FROM learner_positions p WHERE p.learner_id = s.learner_id AND p.projection_id = s.projection_id)`,
  values: [],
  message: (count, example) =>
    `${count} states have no position, for example of learner ${example}: of which answers they are made is not known`,
  remedy: `The database was changed without its foreign keys. DELETE these states; they are made at the next touch. ${FOLD_ANEW}`,
};

const incomplete: Trouble = {
  code: 'PROJECTION_INCOMPLETE',
  subject: 'projections',
  text: `
    SELECT count(*)::int AS count, min(v.algo_key || ' ' || v.version) AS example
    FROM projections j JOIN algo_versions v ON v.id = j.algo_version_id CROSS JOIN learners l
    LEFT JOIN learner_positions p ON p.learner_id = l.id AND p.projection_id = j.id
    WHERE j.status = 'READY' AND ${IS_PERSON} AND ${ENTRIES} > coalesce(p.through_seq, 0) AND p.failed_at IS NULL`,
  values: [],
  message: (count, example) =>
    `The states of ${count} learners are behind although their projection is READY, for example that of ${example}: ` +
    'what is due across learners lacks theirs',
  remedy:
    "UPDATE projections SET status = 'BUILDING', ready_at = NULL WHERE status = 'READY', and ProjectionsService.build.",
};

const alteredSet: Trouble = {
  code: 'SET_ALTERED',
  subject: 'set_adoptions',
  text: `
    SELECT count(*)::int AS count, min(id::text) AS example FROM (
      SELECT id FROM item_calibrations s WHERE items <> (SELECT count(*) FROM item_difficulties i WHERE i.calibration_id = s.id)
        OR skills <> (SELECT count(*) FROM skill_difficulties k WHERE k.calibration_id = s.id)
      UNION ALL SELECT id FROM skill_maps s WHERE items <> (SELECT count(*) FROM skill_map_items i WHERE i.skill_map_id = s.id)
    ) AS altered`,
  values: [],
  message: (count, example) =>
    `${count} calibrations or skill maps have other items than when they were stored, for example ${example}: nothing is folded by them`,
  remedy:
    'Rows were changed in the database. Restore them from a backup, or create the set anew and adopt it, and restart the service.',
};

const mergedStates: Trouble = {
  code: 'MERGED_LEARNER_HAS_STATES',
  subject: 'learner_states',
  text: `
    SELECT count(*)::int AS count, min(l.id::text) AS example FROM learners l
    WHERE l.merged_into IS NOT NULL AND (EXISTS (SELECT FROM learner_states o WHERE o.learner_id = l.id)
      OR EXISTS (SELECT FROM learner_positions o WHERE o.learner_id = l.id))`,
  values: [],
  message: (count, example) =>
    `${count} learners who are merged into others have states of their own, for example learner ${example}: they are of their own answers alone`,
  remedy:
    'Rows were changed in the database. DELETE from learner_states, then from learner_positions, WHERE learner_id IN ' +
    '(SELECT id FROM learners WHERE merged_into IS NOT NULL): those into whom they were merged have the states of the person.',
};

/**
 * What goes when a learner is erased: the columns that name them, by table. Not idempotency_keys: answers to later requests about them
 * are kept there for a day.
 */
const REMOVED: Readonly<Record<string, readonly string[]>> = {
  learner_answers: ['learner_id'],
  answer_inbox: ['learner_id'],
  learner_states: ['learner_id'],
  learner_positions: ['learner_id'],
  selections: ['learner_id'],
  learner_merges: ['learner_id', 'into_id'],
  external_ids: ['learner_id'],
  import_answers: ['learner_id'],
  preview_learners: ['learner_id'],
  evaluation_learners: ['learner_id'],
  evaluation_answers: ['learner_id'],
  evaluation_ratings: ['learner_id'],
  fit_learners: ['learner_id'],
};

/** $1 names. Those that are tables here. */
const TABLES_HERE = 'SELECT name FROM unnest($1::text[]) AS name WHERE to_regclass(quote_ident(name)) IS NOT NULL';

/** @param tables of those in `REMOVED` */
const erasedPresent = (tables: readonly string[]): Trouble => ({
  code: 'ERASED_LEARNER_PRESENT',
  subject: 'learners',
  text: `
    WITH erased AS MATERIALIZED (SELECT id FROM learners WHERE erased_at IS NOT NULL)
    SELECT count(*)::int AS count, min(id::text) AS example FROM (${tables
      .flatMap((table) => REMOVED[table]!.map((column) => `SELECT FROM ${table} o WHERE o.${column} = erased.id`))
      .map((rows) => `SELECT id FROM erased WHERE EXISTS (${rows})`)
      .join(' UNION ')}) AS present`,
  values: [],
  message: (count, example) =>
    `Something is kept of ${count} learners who were erased, for example of learner ${example}`,
  remedy:
    'Rows were restored in the database. SELECT erase_learner(id) FROM learners WHERE erased_at IS NOT NULL; restore no single tables.',
});

const SAMPLE = 500;

/** Of learners drawn at random: $1 percent. Their whole logs are read. */
const gaps = (percent: number): Trouble => ({
  code: 'ANSWERS_MISSING',
  subject: 'learner_answers',
  text: `
    SELECT count(*)::int AS count, min(id::text) AS example FROM (
      SELECT id, last_seq FROM learners TABLESAMPLE SYSTEM ($1) WHERE erased_at IS NULL LIMIT ${SAMPLE}
    ) AS l CROSS JOIN LATERAL (
      SELECT count(*) AS entries, max(seq) AS last FROM learner_answers a WHERE a.learner_id = l.id
    ) AS log
    WHERE entries <> last_seq OR coalesce(last, 0) <> last_seq`,
  values: [percent],
  message: (count, example) =>
    `The logs of ${count} learners among those drawn at random have gaps, for example of learner ${example}`,
  remedy: 'Rows were removed in the database. Restore them from a backup, and let states be made anew.',
});

/** No row where the host keeps no learners; 0 without statistics. */
const LEARNERS = `
  SELECT greatest(reltuples, 0)::float8 AS count FROM pg_class
  WHERE oid = to_regclass('learners') AND to_regclass('learner_states') IS NOT NULL`;

/** Logs and states of learners fit together, where the host keeps any. The tables alone are asked. */
export const checkLearners: Check = async (manager) => {
  const [learners] = await manager.query<{ count: number }[]>(LEARNERS);
  if (!learners) return [];
  const percent = Math.min(100, (100 * 2 * SAMPLE) / Math.max(learners.count, 1));
  const here = await manager.query<{ name: string }[]>(TABLES_HERE, [Object.keys(REMOVED)]);
  const erased = erasedPresent(here.map(({ name }) => name));
  return troublesIn(manager, [ahead, withoutPosition, mergedStates, incomplete, alteredSet, erased, gaps(percent)]);
};
