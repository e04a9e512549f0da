/** What every error of the engine extends. `code` is stable: programs branch on it, people read the message. */
export abstract class LearningEngineError extends Error {
  abstract readonly code: string;

  protected constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}
