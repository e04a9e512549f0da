import { isUuid, uuidV5 } from '../../domain/uuid.js';

/** Of the ids that are made of those of other systems. Never changes: learners would be others. */
const NAMESPACE = '7c1f3a52-0f0d-4a0e-9d53-6a2a1b6f6d11';

/** A learner, and what another system calls them; null where it calls them by the id that they have here. */
export interface KnownElsewhere {
  id: string;
  externalId: string | null;
}

/** Who a learner of another system is here: always the same, so that one who was erased stays so. */
export const learnerOf = (source: string, externalId: string): KnownElsewhere =>
  isUuid(externalId)
    ? { id: externalId.toLowerCase(), externalId: null }
    : { id: uuidV5(uuidV5(NAMESPACE, source), externalId), externalId };
