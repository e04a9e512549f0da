/** Whether a token is good cannot be said: the keys of its provider cannot be read. */
export class KeysUnavailableError extends Error {
  constructor() {
    super('the keys of its provider cannot be read');
    this.name = KeysUnavailableError.name;
  }
}
