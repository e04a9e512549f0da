/** A key for a change that is made once. `crypto.randomUUID` is missing where the pages come by http from another machine. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
