import { LearnerErasedError } from '../../errors/learner.errors.js';
import { type LearnerConnections } from '../learner-connections.js';

const IS_ERASED = {
  name: 'is_learner_erased',
  text: 'SELECT id FROM learners WHERE id = $1 AND erased_at IS NOT NULL',
};

/** @throws LearnerErasedError */
export async function checkNotErased(connections: LearnerConnections, id: string): Promise<void> {
  if ((await connections.query(IS_ERASED, [id])).length > 0) throw new LearnerErasedError(id);
}
