import { setTimeout as sleep } from 'node:timers/promises';

/** A probe must know in a second, also when the database says nothing. */
const LIMIT_MS = 800;
const STEP_MS = 50;

/**
 * The answer of the database, if it comes within the time limit. Time in which a computation kept the event loop busy does not
 * count: the answer may have arrived long ago.
 *
 * @throws Error when it does not come
 */
export async function heardInTime<T>(answer: Promise<T>): Promise<T> {
  const heard = new AbortController();
  const silence = async (): Promise<never> => {
    for (let waited = 0; waited < LIMIT_MS; waited += STEP_MS)
      await sleep(STEP_MS, undefined, { signal: heard.signal });
    throw new Error(`The database did not answer within ${LIMIT_MS} ms.`);
  };
  try {
    return await Promise.race([answer, silence()]);
  } finally {
    heard.abort();
  }
}
