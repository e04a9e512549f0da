import { FsrsCardState, FsrsMemory } from '../../../kit/fsrs/memory.js';
import { FsrsCard, FsrsDue, FsrsOutput } from '../../../kit/fsrs/output.js';
import { FsrsInput, FsrsReview } from '../../../kit/fsrs/review.js';

export {
  FsrsCard as RevisionV1Card,
  FsrsCardState as RevisionV1CardState,
  FsrsDue as RevisionV1Due,
  FsrsMemory as RevisionV1Memory,
  FsrsReview as RevisionV1Review,
};

/** Reviews of one learner. */
export class RevisionV1Input extends FsrsInput {}

/** A learner's cards after reviews, and those to revise now. */
export class RevisionV1Output extends FsrsOutput {}
