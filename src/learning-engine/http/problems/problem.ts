import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type Outcome } from '../../errors/database-failure.js';
import { PROBLEM_PAGE, type ProblemName, problemTypes } from './problem-types.js';

const OUTCOMES: readonly Outcome[] = ['not-done', 'failed', 'unknown'];

/** One thing that is wrong with a request. */
export class FieldProblem {
  @ApiPropertyOptional({ description: 'RFC 6901 pointer into the body.', example: '/params/threshold' })
  pointer?: string;

  @ApiPropertyOptional({ description: 'Name of a query, path or header parameter.', example: 'limit' })
  parameter?: string;

  @ApiProperty({ description: 'What is wrong, or what it must be.', example: 'must be between 0 and 1' })
  detail: string;
}

/** Body of every answer that is not 2xx: `application/problem+json`, RFC 9457. */
export class ProblemResponse {
  @ApiProperty({ description: 'Stable name of the kind of problem.', format: 'uri-reference' })
  type: string;

  @ApiProperty({ description: 'The kind of problem, for people.' })
  title: string;

  @ApiProperty({ description: 'The HTTP status.', type: 'integer' })
  status: number;

  @ApiPropertyOptional({
    description: 'What happened, for people. With a 503 only what `outcome` means, with a 501 what to activate.',
  })
  detail?: string;

  @ApiPropertyOptional({
    enum: OUTCOMES,
    description:
      'With a 503 to a request that writes: `not-done` when nothing was done, and nothing will be; `failed` when a ' +
      'computation ended without a result, and its run is recorded as FAILED; `unknown` when it may have been done, or ' +
      'may be done yet.',
  })
  outcome?: Outcome;

  @ApiPropertyOptional({ description: 'Path of the request. Never with a 5xx.' })
  instance?: string;

  @ApiProperty({ description: 'Id of the request, as in the log and in the header x-request-id.' })
  request_id: string;

  @ApiPropertyOptional({ description: 'What is wrong with the request, field by field.', type: [FieldProblem] })
  errors?: FieldProblem[];
}

const OUTCOME_TEXTS: Readonly<Record<Outcome, string>> = {
  'not-done': 'Nothing was done, and nothing will be: the request may be sent again.',
  failed: 'Nothing was computed, and the run is recorded as FAILED: the request may be sent again.',
  unknown: 'It is not known whether the request took effect or still will: check before you send it again.',
};

/** What is wrong with a field or parameter that a route does not take. */
export const UNKNOWN = 'is not allowed here: leave it out';

/** A problem with a request, found by the HTTP layer itself. */
export class RequestProblem extends Error {
  constructor(
    readonly problem: ProblemName,
    /** What happened here, for the caller; without it the title says all. */
    readonly detail?: string,
    readonly errors?: FieldProblem[],
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail ?? problemTypes[problem].title);
    this.name = RequestProblem.name;
  }
}

/**
 * The body of an answer. Of its own failures, 5xx, the service tells nothing but which kind, and whether the request took effect;
 * a stub is no failure of its own.
 */
export function problemResponse(
  name: ProblemName,
  requestId: string,
  {
    detail,
    instance,
    errors,
    outcome,
  }: Partial<Pick<ProblemResponse, 'detail' | 'instance' | 'errors' | 'outcome'>> = {},
): ProblemResponse {
  const { status, title } = problemTypes[name];
  const kind = { type: `${PROBLEM_PAGE}#${name}`, title, status };
  if (name === 'not-implemented') return { ...kind, detail, request_id: requestId };
  if (status >= 500) return { ...kind, detail: outcome && OUTCOME_TEXTS[outcome], outcome, request_id: requestId };
  return { ...kind, detail, instance, request_id: requestId, errors };
}
