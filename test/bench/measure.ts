/** How often in a second so many callers get some work done, each of them one piece after the other. */
export async function rateOf(seconds: number, callers: number, work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  const end = start + seconds * 1000;
  let done = 0;
  const call = async () => {
    do {
      await work();
      done += 1;
    } while (performance.now() < end);
  };
  await Promise.all(Array.from({ length: callers }, call));
  return (done / (performance.now() - start)) * 1000;
}

/** How many milliseconds some work takes on average. */
export function millisecondsOf(seconds: number, work: () => unknown): number {
  const start = performance.now();
  const end = start + seconds * 1000;
  let done = 0;
  do {
    sink = work();
    done += 1;
  } while (performance.now() < end);
  return (performance.now() - start) / done;
}

/**
 * Results go here, so that no compiler finds out that they are not used.
 *
 * @public
 */
export let sink: unknown;
