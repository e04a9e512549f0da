import { type ProblemType } from './problem-type.js';

/** What can be wrong with what is found out about versions. */
export const evidenceProblemTypes = {
  'preview-not-found': {
    status: 404,
    title: 'The algorithm has no such preview.',
    remedy: 'Correct the id, or start a preview.',
  },
  'evaluation-not-found': {
    status: 404,
    title: 'The algorithm has no such evaluation.',
    remedy: 'Correct the id, or start an evaluation.',
  },
  'fit-report-not-found': {
    status: 404,
    title: 'There is no such report of a fit.',
    remedy: 'Correct the id: it is that of the job that made the report.',
  },
  'mistake-analysis-not-found': {
    status: 404,
    title: 'There is no such analysis of mistakes.',
    remedy:
      'Correct the id: it is that of the job that made the analysis. Readers see those of banks and of their groups.',
  },
  'cannot-evaluate': {
    status: 409,
    title: 'How well the version predicts cannot be found out.',
    remedy: '`detail` says why, and what to do. Nothing was queued.',
  },
  'cannot-preview': {
    status: 409,
    title: 'What the version would change cannot be found out.',
    remedy: '`detail` says why, and what to do. Nothing was queued.',
  },
  'shadow-not-found': {
    status: 404,
    title: 'The algorithm has no such shadow.',
    remedy: 'Correct the id, or start a shadow.',
  },
  'cannot-shadow': {
    status: 409,
    title: 'The version cannot compute beside the active one.',
    remedy: '`detail` says why, and what to do. Nothing was written.',
  },
  'evidence-not-found': {
    status: 409,
    title: 'No preview or evaluation of the algorithm has this digest.',
    remedy: 'Correct the digest, or make a preview or an evaluation and name its digest. Nothing was changed.',
  },
  'evidence-stale': {
    status: 409,
    title: 'The preview or evaluation says nothing of this change any more.',
    remedy: '`detail` says why: make another one. Nothing was changed.',
  },
  'evidence-used': {
    status: 409,
    title: 'Another activation has named the preview or evaluation.',
    remedy:
      'Read the activations: the request may have been sent before. Otherwise make another one. Nothing was changed.',
  },
  'gate-closed': {
    status: 409,
    title: 'What is known of the version does not open the gate.',
    remedy:
      '`detail` says what is missing or speaks against it. `override` opens the gate, and marks the activation. Nothing was changed.',
  },
} as const satisfies Record<string, ProblemType>;

/** What a change that the gate judges may be answered with. */
export const GATE_PROBLEMS = ['evidence-not-found', 'evidence-stale', 'evidence-used', 'gate-closed'] as const;
