import { QueryClient } from '@tanstack/react-query';
import { isUnreachable, Problem } from './problem';

/** What was read stays on the page while it is read again; a lost connection is tried again until it is back. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always', // a service on this machine answers without a network
      staleTime: 5_000,
      retry: (failures, error) => (isUnreachable(error) ? failures < 3 : isBusy(error) && failures < 2),
      throwOnError: false,
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});

const isBusy = (error: unknown): boolean => error instanceof Problem && [429, 503].includes(error.status);
