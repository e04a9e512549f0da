import { type ProblemType } from './problem-type.js';

/** What can be wrong with what is found out about versions. */
export const evidenceProblemTypes = {
  'preview-not-found': {
    status: 404,
    title: 'The algorithm has no such preview.',
    remedy: 'Correct the id, or start a preview.',
  },
  'cannot-preview': {
    status: 409,
    title: 'What the version would change cannot be found out.',
    remedy: '`detail` says why, and what to do. Nothing was queued.',
  },
} as const satisfies Record<string, ProblemType>;
