/**
 * A number for each id, the same for the same seed: an order that says nothing about the ids. FNV-1a, its bits mixed once more
 * as in murmur3. Two ids may have the same number.
 */
export function seededOrder(seed: string): (id: string) => number {
  const start = hashed(0x811c9dc5, `${seed}|`);
  return (id) => mixed(hashed(start, id));
}

function hashed(start: number, text: string): number {
  let hash = start;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}

function mixed(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return (twice ^ (twice >>> 16)) >>> 0;
}
