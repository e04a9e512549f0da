import { types } from 'node:util';

/**
 * Freezes a value and all that it holds. A Date cannot be frozen: each reader gets a copy. What is frozen already
 * counts as frozen throughout. The walk is a loop, so depth cannot overflow the stack.
 */
export function deepFreeze<T>(root: T): T {
  const open: unknown[] = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null || Object.isFrozen(value)) continue;
    for (const [name, child] of Object.entries(value)) {
      if (types.isDate(child)) {
        const time = child.getTime();
        Object.defineProperty(value, name, { get: () => new Date(time) });
      } else {
        open.push(child);
      }
    }
    Object.freeze(value);
  }
  return root;
}
