import { type ProblemType } from './problem-type.js';

/** The kinds of problem that the service is to blame for. */
export const serverProblemTypes = {
  'internal-error': {
    status: 500,
    title: 'The service failed.',
    remedy: 'Report the `request_id`: the log has the cause.',
  },
  'algorithm-failed': {
    status: 500,
    title: 'The algorithm failed.',
    remedy: 'Report the `request_id`: the log has the cause. A run that had started is recorded as FAILED.',
  },
  'params-altered': {
    status: 500,
    title: 'The stored parameters are not what their checksum says.',
    remedy: 'Tell an administrator: another set has to be activated, and the doctor names the altered one.',
  },
  'not-implemented': {
    status: 501,
    title: 'The active version is a stub and computes nothing.',
    remedy:
      'Activate an implemented version, v1 or a later one: POST /v1/learning/algorithms/{algo_key}/versions/{version}/activate. The run is recorded as FAILED, if there was code to run.',
  },
  'jobs-not-set-up': {
    status: 501,
    title: 'There are no jobs here.',
    remedy: 'Tell those who run the platform: its app has to import JobsModule. Nothing was queued.',
  },
  'database-restored': {
    status: 503,
    title: 'The database was restored from a backup, and takes no changes yet.',
    remedy: 'Tell an administrator: the command `learning-engine restored` opens it again.',
  },
  'computation-timed-out': {
    status: 503,
    title: 'The computation took too long.',
    remedy: 'Send less at a time, or try again when the service is less busy. The run is recorded as FAILED.',
  },
  'transfer-coding-unknown': {
    status: 501,
    title: 'The transfer coding is not known.',
    remedy: 'Send the body plain or chunked; a compressed one names its coding in Content-Encoding.',
  },
  'service-unavailable': {
    status: 503,
    title: 'The service cannot answer now.',
    remedy:
      'Try again after as many seconds as `Retry-After` says. To a request that writes, `outcome` says whether nothing was ' +
      'done; where that is unknown, check before you send it again.',
  },
} as const satisfies Record<string, ProblemType>;
