import { applyDecorators, type Type, UseInterceptors } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiResponse } from '@nestjs/swagger';
import { EntityTagInterceptor } from './entity-tag.interceptor.js';

const headers = {
  ETag: { description: 'A strong entity tag: it changes with the body.', schema: { type: 'string' } },
  'Cache-Control': { description: 'Always `private, no-cache`.', schema: { type: 'string' } },
} as const;

/** A route that answers 200 with a body of this type and its entity tag, or 304 to a caller who has that body. */
export const WithEntityTag = (type: Type) =>
  applyDecorators(
    UseInterceptors(EntityTagInterceptor),
    ApiHeader({ name: 'If-None-Match', required: false, description: 'Entity tags of bodies that the caller has.' }),
    ApiOkResponse({ type, headers }),
    ApiResponse({ status: 304, description: 'Not modified: the answer has no body.', headers }),
  );
