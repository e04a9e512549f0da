import { ENTRIES_OF_PERSON, IS_PERSON } from './persons.js';

/** What monitoring asks of projections. */
export interface ProjectionCounts {
  algoKey: string;
  status: 'BUILDING' | 'READY' | 'RETIRED';
  projections: number;
  /** States of learners that are not up to date in them; of one learner in two projections, two. */
  behind: number;
}

type Ask = <Row>(text: string, values: unknown[]) => Promise<Row[]>;

const IS_THERE = `SELECT FROM pg_class WHERE oid = to_regclass('projections')`;

/** One that is READY has no learner behind; those that are RETIRED are not kept up to date. */
const COUNT = `
  SELECT v.algo_key AS "algoKey", j.status, count(*)::int AS projections,
    sum(CASE j.status WHEN 'BUILDING' THEN (
      SELECT count(*) FROM learners l LEFT JOIN learner_positions p ON p.learner_id = l.id AND p.projection_id = j.id
      WHERE ${IS_PERSON} AND ${ENTRIES_OF_PERSON} > coalesce(p.through_seq, 0)) ELSE 0 END)::int AS behind
  FROM projections j JOIN algo_versions v ON v.id = j.algo_version_id GROUP BY v.algo_key, j.status`;

/** None where the host keeps no learners. */
export async function countProjections(ask: Ask): Promise<ProjectionCounts[]> {
  const isThere = await ask(IS_THERE, []);
  return isThere.length > 0 ? ask<ProjectionCounts>(COUNT, []) : [];
}
