/** The secret of a development folder cannot be used. The message says what to do, and nothing of the secret. */
export class DevelopmentSecretError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = DevelopmentSecretError.name;
  }
}
