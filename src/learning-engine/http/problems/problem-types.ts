import { jobProblemTypes } from './job-problem-types.js';
import { learnerProblemTypes } from './learner-problem-types.js';
import { evidenceProblemTypes } from './evidence-problem-types.js';
import { type ProblemType } from './problem-type.js';
import { serverProblemTypes } from './server-problem-types.js';
import { webhookProblemTypes } from './webhook-problem-types.js';

/** Every kind of problem: the name is stable, and the last part of the `type` of an answer. */
export const problemTypes = {
  'malformed-request': {
    status: 400,
    title: 'The request is not well-formed HTTP.',
    remedy: 'Correct the request line, the headers or the escapes in the URL.',
  },
  'malformed-body': {
    status: 400,
    title: 'The body is not JSON that can be stored as it is.',
    remedy: 'Send one JSON object in UTF-8, without repeated names, at most 64 levels deep, of at most 100,000 values.',
  },
  'invalid-request': {
    status: 400,
    title: 'A field of the request is not valid.',
    remedy: 'Correct what `errors` names, by a JSON pointer into the body or as a query or path parameter.',
  },
  'invalid-input': {
    status: 400,
    title: "The input breaks the algorithm's contract.",
    remedy: 'Correct what `errors` names. The contract is the `input` schema of the version. The run is recorded.',
  },
  'invalid-params': {
    status: 400,
    title: "The parameters break the version's rules.",
    remedy: 'Correct what `errors` names. The rules are the `params` schema of the version.',
  },
  unauthorized: {
    status: 401,
    title: 'A valid bearer token is required.',
    remedy: 'Send `Authorization: Bearer <token>` with a token that is signed by a known key and has not expired.',
  },
  forbidden: {
    status: 403,
    title: 'The token does not permit this.',
    remedy: 'Ask an administrator, or act for yourself.',
  },
  'not-found': {
    status: 404,
    title: 'There is no such resource.',
    remedy: 'Correct the path. The routes are listed in the API document.',
  },
  'algorithm-not-found': {
    status: 404,
    title: 'There is no such algorithm, or it has no active version.',
    remedy: 'Correct the key, or activate a version that has active parameters.',
  },
  'version-not-found': {
    status: 404,
    title: 'The registry has no such version.',
    remedy: 'Correct key and version. Migrations add versions.',
  },
  'activation-not-found': {
    status: 404,
    title: 'The algorithm has no such activation.',
    remedy: 'Read the activations, and name one of this algorithm, or an instant after its first one.',
  },
  'params-not-found': {
    status: 404,
    title: 'There is no such parameter set.',
    remedy: 'Correct the id, or create the set first.',
  },
  'run-not-found': {
    status: 404,
    title: 'There is no such run.',
    remedy: 'Correct the id. The runs of others are not shown.',
  },
  'session-not-found': {
    status: 404,
    title: 'There is no such session of this user.',
    remedy:
      'Open one by POST /v1/learning/sessions, or name a session of the same user. Those of others are not shown.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'The resource does not support this method.',
    remedy: 'Use one of the methods in the `Allow` header.',
  },
  'not-acceptable': {
    status: 406,
    title: 'The service answers in JSON.',
    remedy: 'Accept application/json and application/problem+json.',
  },
  'request-timeout': {
    status: 408,
    title: 'The request did not arrive in time.',
    remedy: 'Send the headers within 10 seconds and the whole request within 30.',
  },
  'cannot-activate': {
    status: 409,
    title: 'This instance cannot run the version, or not with this parameter set.',
    remedy: 'Deploy the code of the version, or activate another version or set. Nothing was changed.',
  },
  'nothing-to-roll-back': {
    status: 409,
    title: 'No earlier pair can be made active again.',
    remedy: 'Activate a version, or restore a certain activation.',
  },
  'nothing-to-restore': {
    status: 409,
    title: 'No version with parameters was active then.',
    remedy: 'Restore another activation, or activate a version.',
  },
  'nothing-to-retire': {
    status: 409,
    title: 'No version of this algorithm was ever active.',
    remedy: 'Correct the key.',
  },
  'not-the-last-activation': {
    status: 409,
    title: 'The active version has changed since.',
    remedy: 'Read the activations: the change was rolled back already, or another one followed.',
  },
  'session-taken': { status: 409, title: 'Another user has a session with this id.', remedy: 'Use another id.' },
  'run-already-finished': {
    status: 409,
    title: 'The run has ended.',
    remedy: 'Read the run: its record does not change any more.',
  },
  'run-id-taken': { status: 409, title: 'Another run has this id.', remedy: 'Use a new id.' },
  'reference-gone': {
    status: 409,
    title: 'The user or the session of the run no longer exists.',
    remedy: 'It was erased meanwhile. Send the request again.',
  },
  'user-erased': {
    status: 410,
    title: 'The user was erased.',
    remedy: 'The id of an erased user is not used again: use another one.',
  },
  'idempotency-key-in-use': {
    status: 409,
    title: 'A request with the same Idempotency-Key is in flight.',
    remedy: 'Send the request again, with the same key, after as many seconds as `Retry-After` says.',
  },
  'precondition-failed': {
    status: 412,
    title: 'No state of the resource has such an entity tag.',
    remedy:
      'Leave `If-Match` out: nothing was changed. `expected_activation_id` and `activation_id` protect against concurrent changes.',
  },
  'payload-too-large': {
    status: 413,
    title: 'The body is too large.',
    remedy:
      'Send at most 1 MiB to compute or record answers, 8 MiB for a calibration or a skill map, 32 MiB to import, 100 KiB elsewhere, also after decompression.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The body must be JSON.',
    remedy: 'Send application/json in UTF-8, plain or by gzip, deflate or br; imports are application/x-ndjson, plain.',
  },
  'expectation-failed': {
    status: 417,
    title: 'The expectation cannot be met.',
    remedy: 'Leave the Expect header out, or send 100-continue.',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'The Idempotency-Key was sent with another request.',
    remedy: 'Use a new key for a new request, and the same key only for the same request.',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests.',
    remedy: 'Wait for as many seconds as `Retry-After` says.',
  },
  'too-many-streams': {
    status: 429,
    title: 'Too many streams of events are open.',
    remedy: 'Close one, and share one among the pages of a browser. The limits hold for each instance.',
  },
  'headers-too-large': {
    status: 431,
    title: 'The headers are too large.',
    remedy: 'Send at most 16 KiB of headers.',
  },
  ...{ ...jobProblemTypes, ...webhookProblemTypes, ...learnerProblemTypes, ...evidenceProblemTypes },
  ...serverProblemTypes,
} as const satisfies Record<string, ProblemType>;

export type ProblemName = keyof typeof problemTypes;

/** Where the kinds of problems are explained; with `#` and the name, the `type` of an answer. */
export const PROBLEM_PAGE = '/docs/problems';
