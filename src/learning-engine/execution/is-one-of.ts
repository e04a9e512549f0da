import { LearningEngineError } from '../errors/learning-engine.error.js';

/** Of anything that was thrown: it may come from another copy of the engine, and a proxy may not let itself be asked. */
export function isOneOf(classes: readonly (abstract new (...args: never[]) => Error)[], thrown: unknown): boolean {
  try {
    return classes.some(
      (one) => thrown instanceof one || (thrown instanceof LearningEngineError && thrown.name === one.name),
    );
  } catch {
    return false;
  }
}
