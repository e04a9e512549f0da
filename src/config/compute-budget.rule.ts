const LEAST_KIB = 2048;
const MOST_KIB = 1_000_000;

/** The largest body is 1 MiB: with less, some request would be rejected for ever. */
export const computeBudgetProblem = (kib: unknown): string | undefined =>
  kib === 0 || (Number.isInteger(kib) && Number(kib) >= LEAST_KIB && Number(kib) <= MOST_KIB)
    ? undefined
    : `must be 0 or an integer between ${LEAST_KIB} and ${MOST_KIB}`;
