import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiHeader } from '@nestjs/swagger';
import { type Request } from 'express';
import { RequestProblem } from '../problems/problem.js';

const IF_MATCH = 'If-Match';

/** Of a route that heeds `If-Match`. The others reject it: what they change has no entity tag. */
export const HeedsIfMatch = Reflector.createDecorator<true>();

/** A route that changes nothing if the learner, or whatever it is of, has another revision than the one of `If-Match`. */
export const WithIfMatch = (of = 'learner') =>
  applyDecorators(
    HeedsIfMatch(true),
    ApiHeader({
      name: IF_MATCH,
      required: false,
      description: `The \`revision\` of the ${of} that you have seen, in double quotes, such as \`"7"\`. Default: any.`,
      schema: { type: 'string', pattern: '^("\\d{1,16}"|\\*)$' },
    }),
  );

const REVISION = /^"(\d{1,16})"$/;

/**
 * The revision that `If-Match` names; null for any.
 *
 * @throws RequestProblem for what names none
 */
export const ExpectedRevision = createParamDecorator(
  (of: string | undefined, context: ExecutionContext): number | null => {
    const given = context.switchToHttp().getRequest<Request>().headers['if-match']?.trim();
    if (given === undefined || given === '*') return null;
    const revision = Number(REVISION.exec(given)?.[1] ?? NaN);
    if (Number.isSafeInteger(revision)) return revision;
    throw new RequestProblem('invalid-request', undefined, [
      {
        parameter: IF_MATCH,
        detail: `must be one revision of the ${of ?? 'learner'} in double quotes, such as "7", or *`,
      },
    ]);
  },
);
