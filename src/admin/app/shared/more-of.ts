import { type UseInfiniteQueryResult } from '@tanstack/react-query';

/** How a table shows more of a list that comes in pages. */
export interface More {
  load: () => void;
  isLoading: boolean;
  /** Whether the next page was asked for in vain. */
  hasFailed: boolean;
}

/** What a table needs to show the next page of a list; undefined after the last one. */
export const moreOf = ({
  hasNextPage,
  fetchNextPage,
  isFetchingNextPage,
  isFetchNextPageError,
}: UseInfiniteQueryResult<unknown, unknown>): More | undefined =>
  hasNextPage
    ? { load: () => void fetchNextPage(), isLoading: isFetchingNextPage, hasFailed: isFetchNextPageError }
    : undefined;
