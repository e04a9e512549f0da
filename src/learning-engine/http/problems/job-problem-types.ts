import { type ProblemType } from './problem-type.js';

/** The kinds of problem with jobs, and with their schedules. */
export const jobProblemTypes = {
  'invalid-job-kind': {
    status: 400,
    title: 'There is no such kind of job.',
    remedy: 'Correct `kind`: the command `jobs kinds` lists them.',
  },
  'invalid-job-args': {
    status: 400,
    title: 'The arguments break the contract of the kind of job.',
    remedy: 'Correct what `errors` names. The contract is the `args` schema of the kind.',
  },
  'job-not-found': {
    status: 404,
    title: 'There is no such job.',
    remedy: 'Correct the id.',
  },
  'job-schedule-not-found': {
    status: 404,
    title: 'There is no such schedule.',
    remedy: 'Correct the id: GET /v1/learning/job-schedules lists them. PUT creates one.',
  },
  'job-already-ended': {
    status: 409,
    title: 'The job has ended.',
    remedy: 'Read the job: its record does not change any more.',
  },
  'job-schedule-changed': {
    status: 412,
    title: 'The schedule has changed since.',
    remedy: 'Look again, then decide: `If-Match` names the `revision` that you have seen. Nothing was changed.',
  },
} as const satisfies Record<string, ProblemType>;
