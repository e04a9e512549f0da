import { type LearnerConnections } from '../learner-connections.js';
import { milliseconds } from '../learner-heads.js';

/** That a learner was erased. */
export interface Erasure {
  learnerId: string;
  erasedAt: Date;
}

const PAGE = 1000;

/** $1 the one before, $2 most rows */
const LIST = {
  name: 'list_erasures',
  text: `
  SELECT json_build_object('learnerId', id, 'erasedAt', ${milliseconds('erased_at')}) AS erasure FROM learners
  WHERE erased_at IS NOT NULL AND id > $1 ORDER BY id LIMIT $2`,
};

/** $1 learners. Those who are not erased here. */
const NOT_ERASED = {
  name: 'not_erased_learners',
  text: `
  SELECT DISTINCT given.id FROM unnest($1::uuid[]) AS given (id)
  WHERE NOT EXISTS (SELECT FROM learners l WHERE l.id = given.id AND l.erased_at IS NOT NULL) ORDER BY given.id`,
};

/**
 * $1 learners. Of those who are merged with one who is not among them, whom to take apart. Erasing a person erases all accounts: so
 * one who was erased without another account had been taken apart from it before.
 */
const MERGED_WITH_OTHERS = {
  name: 'merged_with_others',
  text: `
  SELECT m.learner_id AS id FROM learner_merges m JOIN learners l ON l.id = m.learner_id
  WHERE m.undone_at IS NULL AND l.merged_into IS NOT NULL AND (m.learner_id = ANY ($1::uuid[])) <> (m.into_id = ANY ($1::uuid[]))
  ORDER BY m.learner_id`,
};

/** By their ids, a page at a time. */
export async function* erasuresIn(connections: LearnerConnections): AsyncGenerator<Erasure> {
  for (let last = '00000000-0000-0000-0000-000000000000'; ;) {
    const rows = await connections.query<{ erasure: { learnerId: string; erasedAt: number } }>(LIST, [last, PAGE]);
    for (const { erasure } of rows) yield { ...erasure, erasedAt: new Date(erasure.erasedAt) };
    if (rows.length < PAGE) return;
    last = rows.at(-1)!.erasure.learnerId;
  }
}

export const mergedWithOthers = async (connections: LearnerConnections, ids: readonly string[]): Promise<string[]> =>
  (await connections.query<{ id: string }>(MERGED_WITH_OTHERS, [ids])).map(({ id }) => id);

export const notErased = async (connections: LearnerConnections, ids: readonly string[]): Promise<string[]> =>
  (await connections.query<{ id: string }>(NOT_ERASED, [ids])).map(({ id }) => id);
