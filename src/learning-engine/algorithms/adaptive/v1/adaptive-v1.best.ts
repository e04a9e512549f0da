import { compareTexts } from '../../../kit/order.js';
import { type Scored } from './adaptive-v1.score.js';

/** The better one first: by score, then by id. */
const compare = (one: Scored, other: Scored): number =>
  other.rank - one.rank || compareTexts(one.candidate.item_id, other.candidate.item_id);

/** The best of many, the best first, in O(n log size): a heap of that size whose root is the worst that it holds. */
export function best(scored: Iterable<Scored>, size: number): Scored[] {
  const heap: Scored[] = [];
  for (const one of scored) {
    if (heap.length < size) {
      heap.push(one);
      rise(heap);
    } else if (compare(one, heap[0]!) < 0) {
      heap[0] = one;
      sink(heap);
    }
  }
  return heap.sort(compare);
}

function rise(heap: Scored[]): void {
  for (let at = heap.length - 1; at > 0;) {
    const parent = (at - 1) >> 1;
    if (compare(heap[at]!, heap[parent]!) <= 0) return;
    swap(heap, at, parent);
    at = parent;
  }
}

function sink(heap: Scored[]): void {
  for (let at = 0; ;) {
    let worst = at;
    for (const child of [2 * at + 1, 2 * at + 2]) {
      if (child < heap.length && compare(heap[child]!, heap[worst]!) > 0) worst = child;
    }
    if (worst === at) return;
    swap(heap, at, worst);
    at = worst;
  }
}

function swap(heap: Scored[], one: number, other: number): void {
  [heap[one], heap[other]] = [heap[other]!, heap[one]!];
}
