/** Class of an error and the place in the code: of one that is not the engine's, because its message may quote what a learner did. */
export function placeOfThrow(error: unknown): string {
  if (!(error instanceof Error)) return `something that is no error (${typeof error})`;
  const frame = /\n\s+at (.+)/.exec((error.stack ?? '').replace(error.message, ''))?.[1];
  return `${error.constructor.name}${frame ? ` at ${frame}` : ''}`;
}
