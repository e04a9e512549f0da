/**
 * Callers that ask while a question is in flight share its answer. However many ask, and however long it takes, it is asked
 * once at a time.
 */
export function singleFlight<T>(ask: () => Promise<T>): () => Promise<T> {
  let inFlight: Promise<T> | undefined;
  return () => (inFlight ??= ask().finally(() => (inFlight = undefined)));
}
