import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiHeader } from '@nestjs/swagger';
import { type Request } from 'express';
import { RequestProblem } from '../problems/problem.js';

const IF_MATCH = 'If-Match';
const IF_NONE_MATCH = 'If-None-Match';

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

/** A route as `WithIfMatch`, which can be told as well that nothing may be there yet. */
export const WithConditions = (of: string) =>
  applyDecorators(
    WithIfMatch(of),
    ApiHeader({
      name: IF_NONE_MATCH,
      required: false,
      description: `\`*\`: the ${of} is created, and nothing is changed where there is one. Not together with \`${IF_MATCH}\`.`,
      schema: { type: 'string', pattern: '^\\*$' },
    }),
  );

const REVISION = /^"(\d{1,16})"$/;

/**
 * The revision that `If-Match` names, `*` for any of what is there, null without the header.
 *
 * @throws RequestProblem for what names none
 */
function revisionOf(of: string, context: ExecutionContext): number | '*' | null {
  const given = context.switchToHttp().getRequest<Request>().headers['if-match']?.trim();
  if (given === undefined) return null;
  if (given === '*') return given;
  const revision = Number(REVISION.exec(given)?.[1] ?? NaN);
  if (Number.isSafeInteger(revision)) return revision;
  throw new RequestProblem('invalid-request', undefined, [
    { parameter: IF_MATCH, detail: `must be one revision of the ${of} in double quotes, such as "7", or *` },
  ]);
}

/** The revision of a learner, or of what is named; null for any. */
export const ExpectedRevision = createParamDecorator(
  (of: string | undefined, context: ExecutionContext): number | null => {
    const revision = revisionOf(of ?? 'learner', context);
    return revision === '*' ? null : revision;
  },
);

/** The revision of what a route sets, or creates where it is not there: `*` stands for any of what is there, `none` for none yet. */
export const ExpectedRevisionOf = createParamDecorator(
  (of: string, context: ExecutionContext): number | '*' | 'none' | null => {
    const { headers } = context.switchToHttp().getRequest<Request>();
    const none = headers['if-none-match']?.trim();
    if (none === undefined) return revisionOf(of, context);
    if (none === '*' && headers['if-match'] === undefined) return 'none';
    throw new RequestProblem('invalid-request', undefined, [
      { parameter: IF_NONE_MATCH, detail: `must be *, without ${IF_MATCH}: it has the ${of} created alone` },
    ]);
  },
);
