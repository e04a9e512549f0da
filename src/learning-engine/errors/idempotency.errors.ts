import { LearningEngineError } from './learning-engine.error.js';

/** The key was sent with another request. Nothing was done. */
export class IdempotencyKeyReusedError extends LearningEngineError {
  readonly code = 'IDEMPOTENCY_KEY_REUSED';

  constructor() {
    super('The Idempotency-Key was sent with another body or query before. Use a new key for a new request.');
  }
}

/** A request with the same key is in flight. Nothing was done by this one. */
export class IdempotencyKeyInUseError extends LearningEngineError {
  readonly code = 'IDEMPOTENCY_KEY_IN_USE';

  constructor() {
    super('A request with the same Idempotency-Key is in flight. Send this one again later.');
  }
}
