import { type ProblemType } from './problem-type.js';

/** The kinds of problem with learners, and with their answers. */
export const learnerProblemTypes = {
  'invalid-answer': {
    status: 400,
    title: 'The corrected answer breaks the rules of answers.',
    remedy: 'Correct what `errors` names. Nothing was changed.',
  },
  'learner-not-found': {
    status: 404,
    title: 'There is no such learner.',
    remedy: 'Correct the id. Learners of other groups, and others than yourself, are not shown.',
  },
  'learner-merged': {
    status: 409,
    title: 'The learner is merged into another one.',
    remedy: 'Name the learner who answers for both, or undo that merge first. Nothing was changed.',
  },
  'merge-not-found': {
    status: 404,
    title: 'There is no such merge.',
    remedy:
      'Correct the ids: GET /v1/learning/learners/{learner_id}/merges lists them. One that was undone is not undone again.',
  },
  'answer-not-found': {
    status: 404,
    title: 'There is no such answer of this learner.',
    remedy: 'Correct the ids, or record the answer first.',
  },
  'calibration-not-found': {
    status: 404,
    title: 'There is no such calibration.',
    remedy: 'Correct the id: GET /v1/learning/calibrations has those that there are.',
  },
  'skill-map-not-found': {
    status: 404,
    title: 'There is no such skill map.',
    remedy: 'Correct the id: GET /v1/learning/skill-maps has those that there are.',
  },
  'not-the-last-adoption': {
    status: 409,
    title: 'What is active has changed since.',
    remedy:
      'Look again, then decide: `expected_adoption_id` names the last adoption that you have seen. Nothing was changed.',
  },
  'set-altered': {
    status: 500,
    title: 'The active set was altered in the database.',
    remedy: 'Restore its rows from a backup, or create the set anew. "learning-engine doctor" names it.',
  },
  'import-not-found': {
    status: 404,
    title: 'There is no such import.',
    remedy: 'Correct the id: GET /v1/learning/imports lists them.',
  },
  'import-out-of-step': {
    status: 409,
    title: 'These are not the next lines of the import.',
    remedy:
      'GET /v1/learning/imports?source= says through which line they were taken: send those after it, with `from_line`. Nothing was taken of this request.',
  },
  'version-keeps-no-states': {
    status: 409,
    title: 'The active version keeps no states of learners.',
    remedy:
      'Activate a version that does: POST /v1/learning/algorithms/{algo_key}/versions/{version}/activate. Answers that were recorded count then.',
  },
  'version-selects-nothing': {
    status: 409,
    title: 'The active version does not choose what comes next.',
    remedy:
      'Activate a version that does: POST /v1/learning/algorithms/{algo_key}/versions/{version}/activate. Nothing was recorded.',
  },
  'projection-not-found': {
    status: 404,
    title: 'There is no such projection.',
    remedy: 'Correct the id: GET /v1/learning/projections lists them.',
  },
  'projection-in-use': {
    status: 409,
    title: 'The version is active with these parameters.',
    remedy: 'Activate another version or other parameters first. Nothing was changed.',
  },
  'learner-changed': {
    status: 412,
    title: 'The learner has changed since.',
    remedy: 'Look again, then decide: `If-Match` names the `revision` that you have seen. Nothing was changed.',
  },
} as const satisfies Record<string, ProblemType>;
