import { isUuid } from '../domain/uuid.js';
import { DEFAULT_PAGE } from '../domain/page-limit.js';
import { checkPageLimit, InvalidArgumentError } from '../errors/input.errors.js';
import { isStorableText } from '../json/json-text.js';

/** Which reports: of all candidates, of one version, or of one parameter set. */
export interface CandidateFilter {
  version?: string;
  paramsId?: string;
}

/** The part of a list of reports that is asked for. */
export interface ReportPage {
  /** 1 to 200, default 50. */
  limit?: number;
  /** `nextBefore` of the page before. */
  before?: string;
}

/** As the stores take it. */
export interface CheckedList {
  filter: { version: string | null; paramsId: string | null; before: string | null };
  limit: number;
}

/**
 * @returns undefined where nothing can meet the filter
 * @throws InvalidArgumentError naming the field
 */
export function checkList(
  algoKey: string,
  { version, paramsId }: CandidateFilter,
  { limit = DEFAULT_PAGE, before }: ReportPage,
): CheckedList | undefined {
  checkPageLimit(limit);
  if (before !== undefined && !isUuid(before)) {
    throw new InvalidArgumentError('before', 'must be the nextBefore of a page');
  }
  if (paramsId !== undefined && !isUuid(paramsId)) throw new InvalidArgumentError('paramsId', 'must be a UUID');
  if (![algoKey, version ?? ''].every(isStorableText)) return undefined;
  return { filter: { version: version ?? null, paramsId: paramsId ?? null, before: before ?? null }, limit };
}

/** @param rows one more than the limit, if there are so many */
export function pageOf<Row extends { id: string }>(
  rows: readonly Row[],
  limit: number,
): { shown: Row[]; nextBefore: string | null } {
  const shown = rows.slice(0, limit);
  return { shown, nextBefore: rows.length > limit ? shown.at(-1)!.id : null };
}
