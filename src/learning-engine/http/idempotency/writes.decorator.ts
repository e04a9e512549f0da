import { applyDecorators, UseInterceptors } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { IDEMPOTENCY_KEY } from '../requests/idempotency-header.js';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';

/** A route that writes: its requests may be repeated under a key. */
export const Writes = () =>
  applyDecorators(
    UseInterceptors(IdempotencyInterceptor),
    ApiHeader({
      name: IDEMPOTENCY_KEY,
      required: false,
      description:
        'Makes the request safe to repeat: for 24 hours it is carried out once, and repetitions get the same answer. ' +
        'A new key for each request, such as `"8e03978e-40d5-43dd-bc93-6894a57f9324"`.',
      // Without an example: pages that fill it in would send the same key with every request.
      schema: { type: 'string', minLength: 1 },
    }),
  );
