import { isPassing } from '../problems/is-passing.js';
import { textOf } from '../../errors/text-of.js';
import { type FieldProblem, problemResponse } from '../problems/problem.js';
import { logProblem } from '../problems/problem-log.js';
import { problemOf } from '../problems/problem-of.js';
import { type ProblemName, problemTypes } from '../problems/problem-types.js';
import { type Work } from '../requests/work.js';
import { blamed } from './blamed.js';
import { type ItemOutcome, outcomeOf } from './batch-outcomes.js';
import { type BatchResponse, type BatchResultResponse } from './batch.response.js';
import { toComputation } from './computation.response.js';

type Failed = Extract<ItemOutcome, { error: unknown }>;

/**
 * The answer to a batch. It is kept for repetitions of the request if it tells of one learner, with whom it is erased, and if none of its
 * problems may be gone the next time: a repetition takes up the runs otherwise.
 *
 * @param outcomes by the places of the items
 * @throws what every item failed of, where nothing was done at all
 */
export function batchAnswer(
  outcomes: ReadonlyMap<number, ItemOutcome>,
  learners: ReadonlySet<string>,
  work: Work,
  requestId: string,
): BatchResponse {
  const failures = [...outcomes.values()].filter((outcome) => 'error' in outcome);
  if (failures.length === outcomes.size && failures.every(({ error }) => outcomeOf(error) === 'not-done')) {
    throw failures[0]!.error;
  }
  const results = [...outcomes]
    .sort(([one], [other]) => one - other)
    .map(([index, outcome]) =>
      'error' in outcome
        ? toProblem(index, outcome, requestId)
        : { index, computation: toComputation(outcome.execution) },
    );
  // Many may have failed of the same, and it is told once.
  for (const error of new Map(failures.map(({ error }) => [textOf(error), error])).values()) {
    const cause = blamed(error);
    logProblem(cause, problemOf(cause, METHOD).problem, requestId);
  }
  const [learnerId] = learners.size === 1 ? learners : [];
  work.learnerId = learnerId ?? null;
  work.mayBeStored = learnerId !== undefined && !failures.some(({ error }) => isPassing(nameOf(error)));
  return { results };
}

const METHOD = 'POST';

const nameOf = (error: unknown): ProblemName => problemOf(blamed(error), METHOD).problem;

function toProblem(index: number, { error, runId }: Failed, requestId: string): BatchResultResponse {
  const cause = blamed(error);
  const { problem, detail, errors } = problemOf(cause, METHOD);
  const outcome = problemTypes[problem].status === 503 ? (outcomeOf(cause) ?? 'not-done') : undefined;
  return {
    index,
    problem: problemResponse(problem, requestId, { detail, errors: placed(errors, index), outcome }),
    ...(runId !== undefined && { run_id: runId }),
  };
}

/** In the body of the batch. */
const placed = (errors: FieldProblem[] | undefined, index: number): FieldProblem[] | undefined =>
  errors?.map((error) =>
    error.pointer === undefined ? error : { ...error, pointer: `/items/${index}${error.pointer}` },
  );
