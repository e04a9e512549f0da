import { type DataSource } from 'typeorm';

/** What is stored of an answer. */
export interface StoredAnswer {
  item_id: string;
  correct: boolean;
  at: string;
  skill_ids?: readonly string[];
  bank_id?: string;
  group_ids?: readonly string[];
  item_version?: string;
  option?: string;
  option_count?: number;
  key_option?: string;
  rating?: number;
}

/** Learners with their answers, in their order, written straight into the tables: for more of them than a test could hand over. */
export async function storeAnswers(
  dataSource: DataSource,
  learners: readonly { id: string; answers: readonly StoredAnswer[] }[],
): Promise<void> {
  for (let from = 0; from < learners.length; from += 100) {
    const rows = learners.slice(from, from + 100);
    await dataSource.query(
      `WITH given AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS g (id uuid, answers jsonb)),
       made AS (INSERT INTO learners (id, revision, last_seq) SELECT id, 1, jsonb_array_length(answers) FROM given RETURNING id)
       INSERT INTO learner_answers (learner_id, seq, event_id, version, kind, at, item_id, skill_ids, group_ids, bank_id,
         item_version, option, option_count, key_option, correct, rating, graded_by, context, digest)
       SELECT given.id, n, 'e' || n, 1, 'answer', (a ->> 'at')::timestamptz, a ->> 'item_id',
         coalesce(ARRAY(SELECT jsonb_array_elements_text(a -> 'skill_ids')), '{}'),
         coalesce(ARRAY(SELECT jsonb_array_elements_text(a -> 'group_ids')), '{}'), a ->> 'bank_id', a ->> 'item_version', a ->> 'option',
         (a ->> 'option_count')::integer, a ->> 'key_option', (a ->> 'correct')::boolean,
         (a ->> 'rating')::smallint, CASE WHEN a ? 'rating' THEN 'rating' ELSE 'correct' END, 'practice',
         sha256(convert_to(given.id::text || n, 'UTF8'))
       FROM given JOIN made USING (id), jsonb_array_elements(given.answers) WITH ORDINALITY AS given_answers (a, n)`,
      [JSON.stringify(rows)],
    );
  }
}
