import { type Client } from 'pg';

const DEMAND = /[?&]require_auth=scram-sha-256(&|$)/;

/** It is not known which server listens there. Nothing that helps to find the password was sent. */
class UnprovenServerError extends Error {
  readonly code = '08001';

  constructor(what: string) {
    super(`The server ${what}, and require_auth of the URL is scram-sha-256`);
    this.name = UnprovenServerError.name;
  }
}

/**
 * Holds a client to `require_auth=scram-sha-256` of its URL, as libpq does: the server must prove that it knows the password
 * before it gets it or anything else. pg alone gives the password to every server that asks for it, and takes one that asks for
 * nothing at its word.
 *
 * @returns to be called when the client has connected; throws when there was no proof
 */
export function requireScram(client: Client, url: string | undefined): () => void {
  if (!url || !DEMAND.test(url)) return () => undefined;
  let isProven = false;
  const { connection } = client;
  connection.on('authenticationSASLFinal', () => (isProven = true)); // if the proof is false, connecting fails
  for (const request of ['authenticationCleartextPassword', 'authenticationMD5Password']) {
    // Before pg's own listener, which then has nowhere to write to.
    connection.on(request, () => connection.stream.destroy(new UnprovenServerError('asked for the password')));
  }
  return () => {
    if (!isProven) throw new UnprovenServerError('proved nothing');
  };
}
