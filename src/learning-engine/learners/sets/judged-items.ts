import { type Type } from '@nestjs/common';
import { InvalidArgumentError } from '../../errors/input.errors.js';
import { draftJson } from '../../json/copy-json.js';
import { pathOf, placeOf } from '../../json/problem.js';
import { checkShape } from '../../schema/check-shape.js';

/** Room for the longest ids of all items that a set may have. */
const LIMITS = { depth: 6, keys: 64, bytes: 134_217_728 };

/**
 * A copy of what was given, which keeps the rules of its class: what the caller changes later changes nothing.
 *
 * @throws InvalidArgumentError naming the first place that breaks one
 */
export function judged<Content extends { items: readonly { item_id: string }[] }>(
  type: Type<Content>,
  given: unknown,
): Content {
  const copy = draftJson(given, LIMITS);
  if ('problem' in copy) reject(placeOf(pathOf(copy.problem.pointer)), copy.problem.reason);
  const problem = checkShape(type, copy.value);
  if (problem) reject(placeOf(problem.path), problem.reason);
  const content = copy.value as unknown as Content;
  if (content.items.length === 0) reject('.items', 'must name at least one item');
  return content;
}

/** @throws InvalidArgumentError when a name is there twice */
export function rejectTwice<Item>(
  list: 'items' | 'skills',
  items: readonly Item[],
  nameOf: (item: Item) => string,
): void {
  const names = new Set<string>();
  for (const item of items) {
    const name = nameOf(item);
    if (names.has(name)) reject(`.${list}`, `must name each ${list.slice(0, -1)} once: ${name} is there twice`);
    names.add(name);
  }
}

function reject(place: string, reason: string): never {
  throw new InvalidArgumentError(place.slice(1) || 'content', reason);
}
