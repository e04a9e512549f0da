import { type LoggerService } from '@nestjs/common';
import { type RunsResponse } from 'learning-engine/http';
import { newUser, someAdmin, useApi } from '../support/http/api-client.js';
import { testEnv, useService } from '../support/http/use-service.js';

interface Line {
  level: string;
  message: string;
  context: string;
  [field: string]: unknown;
}

describe('what the log tells of callers', () => {
  const lines: Line[] = [];
  const at =
    (level: string) =>
    (message: string, fields?: unknown, context?: unknown): void => {
      if (typeof fields === 'object') lines.push({ level, message, context: context as string, ...fields });
    };
  const logger: LoggerService = { log: at('log'), warn: at('warn'), error: at('error'), debug: at('debug') };
  const service = useService(testEnv, { logger });
  const api = useApi(service);
  const learner = newUser();
  const of = (context: string) => lines.filter((line) => line.context === context);
  /** A line is written when the connection is done with the answer, which the client may see before. */
  const written = async (context: string) => {
    while (of(context).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    return of(context);
  };
  beforeEach(() => lines.splice(0));

  it('names the user, their role and address in the line of the request', async () => {
    await api.get('runs', learner).expect(200);
    expect(await written('Request')).toMatchObject([
      {
        level: 'log',
        path: '/v1/learning/runs',
        user_id: learner.userId,
        role: 'user',
        address: expect.stringContaining('127.0.0.1') as string,
        refusal: undefined,
      },
    ]);
    await api.get('algorithms', someAdmin).expect(200);
    expect(of('Audit')).toEqual([]);
  });

  it('names them in answers that come from memory, too', async () => {
    for (let round = 0; round < 3; round += 1) await api.get('info', learner).expect(200);
    const found = await written('Request');
    expect(found.map(({ user_id }) => user_id)).toEqual(found.map(() => learner.userId));
  });

  it('warns of a rejected change, with who tried it and why it was rejected', async () => {
    await api.post('algorithms/mastery/versions/v1/activate', { reason: 'canary' }, learner).expect(403);
    expect(await written('Request')).toMatchObject([
      { level: 'warn', status: 403, user_id: learner.userId, refusal: 'the route is for the role admin' },
    ]);
    expect(JSON.stringify(lines)).not.toContain('canary');
  });

  it('tells that an administrator read the runs of a learner', async () => {
    await api.post('mastery', { input: {} }, learner).expect(501);
    const { runs } = (await api.get('runs', learner).expect(200)).body as RunsResponse;
    await api.get(`runs?user_id=${learner.userId.toUpperCase()}`, someAdmin).expect(200);
    const by = { level: 'log', user_id: someAdmin.userId, role: 'admin', status: 200 };
    expect(await written('Audit')).toMatchObject([
      { ...by, operation: 'RunsController.listRuns', person: learner.userId },
    ]);

    lines.splice(0);
    await api.get(`runs/${runs[0]!.run_id}`, someAdmin).expect(200);
    expect(await written('Audit')).toMatchObject([
      { ...by, operation: 'RunsController.getRun', run_id: runs[0]!.run_id },
    ]);
  });

  it.each([
    ['done', 'algorithms/mastery/versions/v1/activate', { reason: 'canary' }, 200],
    ['rejected for its target', 'algorithms/mastery/versions/v9/activate', { reason: 'canary' }, 404],
    ['rejected for its body', 'algorithms/mastery/versions/v1/activate', { why: 'canary' }, 400],
    ['rejected for its content', 'algorithms/mastery/versions/v1/params', { params: { p_init: 'canary' } }, 400],
  ])('tells of a change by an administrator that was %s, without its content', async (_how, path, body, status) => {
    await api.post(path, body, someAdmin).expect(status);
    expect(await written('Audit')).toMatchObject([
      { user_id: someAdmin.userId, role: 'admin', algo_key: 'mastery', status },
    ]);
    expect(JSON.stringify(lines)).not.toContain('canary');
  });

  it('tells for whom a service computed', async () => {
    const program = { ...newUser(), role: 'service' } as const;
    await api.post('revision', { input: {}, user_id: learner.userId }, program).expect(501);
    expect(await written('Audit')).toMatchObject([
      { user_id: program.userId, role: 'service', person: learner.userId, algo_key: 'revision' },
    ]);
  });

  it('tells who recorded, read and erased what of which learner', async () => {
    const program = { ...newUser(), role: 'service' } as const;
    const path = `learners/${learner.userId}`;
    const given = { event_id: 'e1', at: '2026-01-21T12:00:00Z', option: 'canary', correct: true };
    await api.post(`${path}/answers`, { answers: [given] }, program).expect(200);
    const by = { user_id: program.userId, role: 'service', learner_id: learner.userId };
    expect(await written('Audit')).toMatchObject([{ ...by, operation: 'AnswersController.recordAnswers' }]);

    lines.splice(0);
    await api.get(`${path}/state?algo_key=revision`, program).expect(409);
    expect(await written('Audit')).toMatchObject([{ ...by, operation: 'LearnersController.getLearnerState' }]);

    lines.splice(0);
    await api.delete(path, {}, someAdmin).expect(200);
    expect(await written('Audit')).toMatchObject([
      { user_id: someAdmin.userId, operation: 'LearnersController.eraseLearner', learner_id: learner.userId },
    ]);
    expect(JSON.stringify(lines)).not.toContain('canary');
  });
});
