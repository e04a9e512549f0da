/** The better one first: less than 0 where the first is better. It must be a total order. */
export type Compare<T> = (one: T, other: T) => number;

/** The best of many, the best first, in O(n log size): a heap of that size whose root is the worst that it holds. */
export function best<T>(all: Iterable<T>, size: number, compare: Compare<T>): T[] {
  const heap: T[] = [];
  for (const one of all) {
    if (heap.length < size) {
      heap.push(one);
      rise(heap, compare);
    } else if (compare(one, heap[0]!) < 0) {
      heap[0] = one;
      sink(heap, compare);
    }
  }
  return heap.sort(compare);
}

function rise<T>(heap: T[], compare: Compare<T>): void {
  for (let at = heap.length - 1; at > 0;) {
    const parent = (at - 1) >> 1;
    if (compare(heap[at]!, heap[parent]!) <= 0) return;
    swap(heap, at, parent);
    at = parent;
  }
}

function sink<T>(heap: T[], compare: Compare<T>): void {
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

function swap<T>(heap: T[], one: number, other: number): void {
  [heap[one], heap[other]] = [heap[other]!, heap[one]!];
}
