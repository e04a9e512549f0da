import { type UseInfiniteQueryResult } from '@tanstack/react-query';

/** What a table needs to show the next page of a list; undefined after the last one. */
export const moreOf = ({ hasNextPage, fetchNextPage, isFetchingNextPage }: UseInfiniteQueryResult<unknown, unknown>) =>
  hasNextPage ? { load: () => void fetchNextPage(), isLoading: isFetchingNextPage } : undefined;
