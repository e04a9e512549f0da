import { useQueryClient } from '@tanstack/react-query';
import type { EventSourceClient } from 'eventsource-client';
import { useEffect } from 'react';
import { authorizedFetch } from '../session/authorized-fetch';
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
  'job.progressed': [
    '/v1/learning/jobs',
    '/v1/learning/algorithms/{algo_key}/evaluations/{evaluation_id}',
    '/v1/learning/algorithms/{algo_key}/previews/{preview_id}',
  ],
  'projection.ready': ['/v1/learning/projections'],
  'runs.failed': ['/v1/learning/runs'],
};
const ALL = ['/v1/'];

/** Refusals that trying again at once does not mend. Pages then show what was read, and read it again when they are opened. */
const FINAL = [401, 403, 404, 429];

/** Progress comes several times a second: pages are read again once in this time. */
const TOGETHER_MS = 1_000;

/** The longest wait before another stream is tried. */
const LONGEST_S = 60;

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

    // A page that is not looked at has no stream. The next one goes on from where the last one was.
    let stream: Promise<EventSourceClient> | undefined;
    const onVisibility = () => {
      const before = stream;
      if (document.hidden) void before?.then((source) => source.close());
      else stream = openStream(onEvent, before);
    };
    if (!document.hidden) stream = openStream(onEvent);
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onVisibility);
      void stream?.then((source) => source.close());
    };
  }, [enabled, queries]);
}

async function openStream(
  onEvent: (type: string | undefined) => void,
  before?: Promise<EventSourceClient>,
): Promise<EventSourceClient> {
  const { createEventSource } = await import('eventsource-client');
  let isOpen = false;
  let failures = 0;
  const source = createEventSource({
    url: new URL('v1/learning/events', apiRoot),
    initialLastEventId: (await before)?.lastEventId,
    fetch: async (url, init) => {
      if (failures > 0) await new Promise((resolve) => setTimeout(resolve, Math.min(2 ** failures, LONGEST_S) * 1_000));
      failures += 1;
      const response = await authorizedFetch(new Request(url, init));
      if (FINAL.includes(response.status)) source.close();
      if (!response.ok) throw new Error(`The stream of events was refused: ${response.status}`);
      [isOpen, failures] = [true, 0];
      return response;
    },
    onMessage: ({ event }) => onEvent(event),
    // A stream that was cut: to read again tells whether the service is still there. Once, not at each try to open another.
    onScheduleReconnect: () => {
      if (isOpen) onEvent('stream.reset');
      isOpen = false;
    },
  });
  return source;
}
