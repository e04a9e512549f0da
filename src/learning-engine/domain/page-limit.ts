/** How many rows a page has unless its caller says so, and at most. */
export const DEFAULT_PAGE = 50;
export const LARGEST_PAGE = 200;

export const isPageLimit = (limit: unknown): boolean =>
  Number.isInteger(limit) && (limit as number) >= 1 && (limit as number) <= LARGEST_PAGE;
