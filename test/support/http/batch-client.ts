import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { type AuthUser, type BatchResponse } from 'learning-engine/http';
import { platform, useLearners } from './learners-client.js';
import { type Service } from './use-service.js';

interface Run {
  id: string;
  user_id: string;
  status: string;
  trigger: string;
  session_id: string | null;
}

/** An input of mastery with one event. */
export const INPUT = {
  states: [],
  events: [{ event_id: 'e1', skill_id: 'fractions', correct: true, at: '2026-11-01T08:00:00Z' }],
};

export const learners = (count: number): string[] => Array.from({ length: count }, () => randomUUID());

/** An item for each of the learners. */
export const forEach = (ids: readonly string[]) => ids.map((user_id) => ({ input: INPUT, user_id }));

/** Batches of mastery, and the runs that come of them. */
export function useBatches(service: Service) {
  const { api } = useLearners(service);
  const batch = (items: unknown, caller: AuthUser = platform, more: object = {}) =>
    api.post('mastery/batch', { items, ...more }, caller);
  return {
    batch,
    resultsOf: async (asked: ReturnType<typeof batch>) => ((await asked.expect(200)).body as BatchResponse).results,
    /** On a connection of their own: those of the service may have been ended by the test. */
    runsOf: async (ids: readonly string[]) => {
      const client = new Client({ connectionString: service.databaseUrl });
      await client.connect();
      const { rows } = await client
        .query<Run>('SELECT id, user_id, status, trigger, session_id FROM algo_runs WHERE user_id = ANY ($1::uuid[])', [
          ids,
        ])
        .finally(() => client.end());
      return rows;
    },
  };
}
