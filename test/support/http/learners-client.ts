import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { type AuthUser, type LearnerStatesResponse, type RecordedAnswersResponse } from 'learning-engine/http';
import { someAdmin, useApi } from './api-client.js';
import { type Service } from './use-service.js';

/** The backend of a platform. */
export const platform: AuthUser = { userId: randomUUID(), role: 'service' };

/** Before it, all that tests have answered is due. */
export const BEFORE = 'before=2027-01-01T00:00:00Z';

/** What a platform asks of the service about its learners, and a look into the database. */
export function useLearners(service: Service) {
  const api = useApi(service);
  const record = (learner: string, answers: unknown, more: object = {}) =>
    api.post(`learners/${learner}/answers`, { answers, ...more }, platform);
  return {
    api,
    query: <Row extends object>(statement: string, values: unknown[] = []) =>
      service.app.get(DataSource).query<Row[]>(statement, values),
    activate: (key: string, version = 'v1') =>
      api.post(`algorithms/${key}/versions/${version}/activate`, { reason: 'try' }, someAdmin).expect(200),
    record,
    recorded: async (learner: string, answers: unknown, more: object = {}) =>
      (await record(learner, answers, more).expect(200)).body as RecordedAnswersResponse,
    stateOf: async (learner: string, filter = 'algo_key=mastery') =>
      (await api.get(`learners/${learner}/state?${filter}`, platform).expect(200)).body as LearnerStatesResponse,
  };
}

export const outcomesOf = ({ results }: RecordedAnswersResponse) => results.map(({ outcome }) => outcome);
