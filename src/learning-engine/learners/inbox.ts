import { type EntityManager } from 'typeorm';
import { LearnerErasedError } from '../errors/learner.errors.js';
import { judgeAnswer } from './answer.js';
import { type InboxRow } from './learner-changes.js';
import { milliseconds } from './learner-heads.js';
import { accountIdsOf } from './persons.js';
import { type Handed } from './recording.js';

/** What came, and in which row of the inbox it waited; null for what comes now. */
export interface Received {
  handed: Handed;
  row: InboxRow | null;
}

/** An answer that waits. */
interface Content {
  answer: object;
  sent_at: number | null;
  source: string | null;
}

/** $1 learner, $2 a list of contents */
const ADD = `
  INSERT INTO answer_inbox (learner_id, content) SELECT $1, content FROM jsonb_array_elements($2::jsonb) AS content`;

/** $1 learner, $2 most rows: of all accounts of the person. */
const READ = `
  SELECT json_build_object('learner_id', learner_id, 'id', id::text, 'content', content,
    'received_at', ${milliseconds('received_at')}) AS row
  FROM answer_inbox WHERE learner_id = ANY (ARRAY(${accountIdsOf('$1')})) ORDER BY id LIMIT $2`;

/** As many as one call may hand over. */
const ROWS = 500;

/** $1 learner. What a transaction of the host's handed over before the learner was erased, and committed afterwards. */
export const EMPTY_INBOX = 'DELETE FROM answer_inbox WHERE learner_id = $1';

/** $1 learner */
const IS_ERASED = 'SELECT FROM learners WHERE id = $1 AND erased_at IS NOT NULL';

/**
 * In the transaction of a host: no lock but that on the new rows.
 *
 * @throws LearnerErasedError
 */
export async function addToInbox(
  manager: EntityManager,
  learnerId: string,
  { answers, sentAt, source }: Handed,
): Promise<void> {
  const contents = answers.flatMap(({ answer }): Content[] => (answer ? [{ answer, sent_at: sentAt, source }] : []));
  if ((await manager.query<unknown[]>(IS_ERASED, [learnerId])).length > 0) throw new LearnerErasedError(learnerId);
  await manager.query(ADD, [learnerId, JSON.stringify(contents)]);
}

export async function handedInInbox(manager: EntityManager, learnerId: string): Promise<Received[]> {
  const rows = await manager.query<{ row: InboxRow & { content: Content; received_at: number } }[]>(READ, [
    learnerId,
    ROWS,
  ]);
  return rows.map(({ row: { learner_id, id, content, received_at } }) => ({
    row: { learner_id, id },
    handed: {
      learnerId: learner_id,
      answers: [judgeAnswer(content.answer)],
      sentAt: content.sent_at,
      receivedAt: received_at,
      source: content.source,
    },
  }));
}
