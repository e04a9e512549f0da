import { randomUUID } from 'node:crypto';
import { type AuthUser } from 'learning-engine/http';
import { bearer, type Service, someUser } from './use-service.js';

export const someAdmin: AuthUser = { userId: '22222222-2222-4222-8222-222222222222', role: 'admin' };

export const newUser = (): AuthUser => ({ userId: randomUUID(), role: 'user' });

/** Requests to the service under `/v1/learning`, as a caller. */
export const useApi = (service: Service) => {
  const write =
    (method: 'post' | 'put' | 'delete') =>
    (path: string, body: string | object | undefined, caller = someUser) =>
      service
        .request()
        [method](`/v1/learning/${path}`)
        .set('Authorization', bearer(caller))
        .set('Content-Type', 'application/json')
        .send(body);
  return {
    get: (path: string, caller = someUser) =>
      service.request().get(`/v1/learning/${path}`).set('Authorization', bearer(caller)),
    post: write('post'),
    put: write('put'),
    delete: write('delete'),
  };
};

/** What the body of a problem says beside its status and the id of the request. */
export const problem = (name: string, more: object = {}) =>
  expect.objectContaining({ type: `/docs/problems#${name}`, ...more }) as object;

export const atPointer = (pointer: string) => ({
  errors: [expect.objectContaining({ pointer }) as object],
});

export const atParameter = (parameter: string) => ({
  errors: [expect.objectContaining({ parameter }) as object],
});
