import { sharedByCopies } from '../json/shared-by-copies.js';
import { type EngineErrorCode } from './engine-error-code.js';

const BRAND = sharedByCopies('error', () => Symbol('learning-engine:error'));

/** What every error of the engine extends. `code` is stable: programs branch on it, people read the message. */
export abstract class LearningEngineError extends Error {
  abstract readonly code: EngineErrorCode;

  protected constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }

  /** Of this class itself, errors of another copy of the engine are instances, too: `code` says which they are. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return this === LearningEngineError
      ? typeof value === 'object' && value !== null && BRAND in value
      : Function.prototype[Symbol.hasInstance].call(this, value);
  }

  static {
    Object.defineProperty(this.prototype, BRAND, { value: true });
  }
}
