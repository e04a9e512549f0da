const ENTITY_TAG = /(?:W\/)?("[\x21\x23-\x7e\x80-\xff]*")/g;

/**
 * Whether a caller has what an `If-None-Match` names: `*`, or a list with the tag, weak or strong (RFC 9110, 13.1.2). What
 * is no list of tags names nothing. Express's own answer heeds `Cache-Control: no-cache` in the request, which `fetch`
 * adds to every conditional request, and which the RFC does not ask to heed.
 *
 * @param tag a strong entity tag, with its quotes
 */
export function namesEntityTag(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return [...ifNoneMatch.matchAll(ENTITY_TAG)].some(([, opaque]) => opaque === tag);
}
