/** Of anything that was thrown: a proxy may not let itself be asked. */
export function isOneOf(classes: readonly (abstract new (...args: never[]) => Error)[], thrown: unknown): boolean {
  try {
    return classes.some((one) => thrown instanceof one);
  } catch {
    return false;
  }
}
