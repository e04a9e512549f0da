/** A token, or the way it was sent, is not accepted. The message is for the log alone, and quotes nothing of the token. */
export class TokenRejectedError extends Error {
  constructor(cause: string) {
    super(cause);
    this.name = TokenRejectedError.name;
  }
}
