import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, KeepAliveClient } from './keep-alive-client.js';
import { lastingBearer } from './raw-http.js';

/** What a well-behaved client saw. */
export interface Sightings {
  outcomes: Set<Answer['outcome']>;
  /** Milliseconds within which 99 of 100 requests were answered. */
  p99: number;
}

/** Asks for the active versions on and on, as a client of its own, while something else goes on. */
export async function withCanary(port: number, meanwhile: () => Promise<unknown>): Promise<Sightings> {
  const client = new KeepAliveClient(`http://127.0.0.1:${port}/v1/learning/info`, { Authorization: lastingBearer() });
  const outcomes = new Set<Answer['outcome']>();
  const times: number[] = [];
  let isOver = false;
  const asking = (async () => {
    do {
      const start = performance.now();
      outcomes.add((await client.ask()).outcome);
      times.push(performance.now() - start);
      await sleep(5);
    } while (!isOver);
  })();
  try {
    await meanwhile();
  } finally {
    isOver = true;
    await asking;
    client.close();
  }
  return { outcomes, p99: times.sort((one, other) => one - other)[Math.floor(times.length * 0.99)]! };
}
