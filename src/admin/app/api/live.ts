import { useQueryClient } from '@tanstack/react-query';
import type { EventSourceClient } from 'eventsource-client';
import { useEffect } from 'react';
import { storedToken } from '../session/token';
import { apiRoot } from '../settings';

/** What may have changed after an event, by the beginning of the paths that read it. */
const CHANGED: Record<string, readonly string[]> = {
  'algorithm.activated': ['/v1/learning/info', '/v1/learning/activations', '/v1/learning/algorithms'],
  'job.ended': [
    '/v1/learning/jobs',
    '/v1/learning/algorithms',
    '/v1/learning/calibrations',
    '/v1/learning/fit-reports',
  ],
  'job.progressed': ['/v1/learning/jobs', '/v1/learning/algorithms'],
  'projection.ready': ['/v1/learning/projections'],
};
const ALL = ['/v1/'];

/** Refusals that trying again at once does not mend. Pages then show what was read, and read it again when they are opened. */
const FINAL = [401, 403, 404, 429];

/** Progress comes several times a second: pages are read again once in this time. */
const TOGETHER_MS = 1_000;

/** Reads again what events say has changed, as long as the page is looked at: a browser has few connections for each server. */
export function useLiveUpdates(enabled: boolean): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!enabled) return;
    const stale = new Set<string>();
    const refresh = () => {
      const paths = [...stale];
      stale.clear();
      void queries.invalidateQueries({
        predicate: ({ queryKey }) => paths.some((path) => String(queryKey[1]).startsWith(path)),
      });
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onEvent = (type: string | undefined) => {
      for (const path of type === 'stream.reset' ? ALL : (CHANGED[type ?? ''] ?? [])) stale.add(path);
      if (stale.size === 0) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        refresh();
      }, TOGETHER_MS);
    };

    const stream = openStream(onEvent);
    const onVisibility = () => void stream.then((source) => (document.hidden ? source.close() : source.connect()));
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onVisibility);
      void stream.then((source) => source.close());
    };
  }, [enabled, queries]);
}

async function openStream(onEvent: (type: string | undefined) => void): Promise<EventSourceClient> {
  const { createEventSource } = await import('eventsource-client');
  const source = createEventSource({
    url: new URL('v1/learning/events', apiRoot),
    // The token may be another one when the stream is continued.
    fetch: async (url, init) => {
      const response = await fetch(url, {
        ...(init as RequestInit),
        headers: { ...init?.headers, Authorization: `Bearer ${storedToken()}` },
      });
      if (FINAL.includes(response.status)) source.close();
      return response;
    },
    onMessage: ({ event }) => onEvent(event),
    // To read again tells whether the service is still there.
    onDisconnect: () => onEvent('stream.reset'),
  });
  return source;
}
