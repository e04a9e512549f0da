import { Skeleton } from '@mantine/core';
import { type UseQueryResult } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { text } from '../strings';
import { ProblemNotice } from './problem-notice';

/** What a query brought; before that a placeholder; and where it failed, why, with what was read earlier if there is any. */
export function Loaded<Data>({
  query: { data, error, refetch },
  height = 160,
  children,
}: {
  query: UseQueryResult<Data, unknown>;
  height?: number;
  children: (data: Data) => ReactNode;
}) {
  return (
    <>
      {error ? <ProblemNotice error={error} retry={() => void refetch()} /> : null}
      {data === undefined && !error && <Skeleton h={height} role="status" aria-label={text.common.loading} />}
      {data !== undefined && children(data)}
    </>
  );
}
