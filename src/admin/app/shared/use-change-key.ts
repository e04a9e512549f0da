import { useState } from 'react';
import { Problem } from '../api/problem';
import { newKey } from './new-key';

/**
 * The key of a change, to be sent as Idempotency-Key. It stays the same while it is not known whether the change was done.
 *
 * @param content what is sent: another content is another change, with another key
 */
export function useChangeKey(content: unknown): { key: string; onFailure: (error: unknown) => void } {
  const said = JSON.stringify(content);
  const [made, setMade] = useState(() => ({ said, key: newKey() }));
  const current = made.said === said ? made : { said, key: newKey() };
  if (current !== made) setMade(current);
  return {
    key: current.key,
    onFailure: (error) => {
      if (isFinal(error)) setMade(({ said: latest }) => ({ said: latest, key: newKey() }));
    },
  };
}

/** A rejection that the API keeps and repeats for its key: the next try needs another one. */
const isFinal = (error: unknown): boolean =>
  error instanceof Problem &&
  error.status >= 400 &&
  error.status < 500 &&
  ![408, 429].includes(error.status) &&
  error.problem !== 'idempotency-key-in-use';
