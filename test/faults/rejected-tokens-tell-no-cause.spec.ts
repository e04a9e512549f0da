import { isDeepStrictEqual } from 'node:util';
import { type LoggerService } from '@nestjs/common';
import { protectedRoutesOf } from '../support/http/app-routes.js';
import { type Answer } from '../support/http/ask.js';
import { forge, goodClaims, useFixedClock } from '../support/tokens/forge-token.js';
import { claimCases } from '../support/tokens/token-claim-cases.js';
import { formCases } from '../support/tokens/token-form-cases.js';
import { useTokenMatrix } from '../support/tokens/token-matrix.js';
import { testEnv, useService } from '../support/http/use-service.js';

/** Headers that differ from request to request, or are judged apart. */
const APART = ['date', 'etag', 'x-request-id', 'content-length', 'www-authenticate'];

/** All that is the same in every refusal of one route. */
const plain = ({ status, headers, body }: Answer) => {
  const { request_id: requestId, ...problem } = JSON.parse(body) as Record<string, unknown>;
  const others = Object.entries(headers).filter(([name]) => !APART.includes(name));
  return { status, headers: others, problem, hasItsId: requestId === headers['x-request-id'] };
};

describe('A1, A2, A3: a refusal on every route, and what it tells', () => {
  const lines: { level: keyof LoggerService; line: unknown[] }[] = [];
  const at =
    (level: keyof LoggerService) =>
    (...line: unknown[]) =>
      lines.push({ level, line });
  const logger: LoggerService = { log: at('log'), warn: at('warn'), error: at('error'), debug: at('debug') };
  /** What the lines of requests say of refusals. */
  const causes = (logged: typeof lines) =>
    logged
      .filter(({ line }) => line.at(-1) === 'Request')
      .map(({ level, line }) => ({ level, cause: (line[1] as { refusal?: string }).refusal }));
  const service = useService(testEnv, { logger });
  const { answersTo } = useTokenMatrix(service);
  useFixedClock();
  const rejected = [...claimCases, ...formCases].filter(({ accepted }) => !accepted);

  /** Each refused token on each route, asked once, with the lines that were logged meanwhile. */
  const asked: {
    one: (typeof rejected)[number];
    answers: Awaited<ReturnType<typeof answersTo>>;
    logged: typeof lines;
  }[] = [];

  beforeAll(async () => {
    for (const one of rejected) {
      lines.length = 0;
      asked.push({ one, answers: await answersTo(one), logged: [...lines] });
    }
  });

  it('is 401 for every cause', () => {
    expect(asked.length).toBe(rejected.length);
    for (const { one, answers } of asked) {
      expect(answers.size).toBe(protectedRoutesOf(service.app).length);
      const others = [...answers].filter(([, { status }]) => status !== 401).map(([route]) => route);
      expect([one.name, others]).toEqual([one.name, []]);
    }
  });

  it('is the same for every cause, but for the challenge', () => {
    const first = new Map([...asked[0]!.answers].map(([route, answer]) => [route, plain(answer)]));
    expect([...first.values()].every(({ hasItsId }) => hasItsId)).toBe(true);
    for (const { one, answers } of asked) {
      const challenge = one.shown ? 'Bearer error="invalid_token"' : 'Bearer';
      const others = [...answers].filter(
        ([route, answer]) =>
          !isDeepStrictEqual(plain(answer), first.get(route)) || answer.headers['www-authenticate'] !== challenge,
      );
      expect([one.name, others]).toEqual([one.name, []]);
    }
  });

  it('is a cause in the log, as a warning, and the log has no token', () => {
    for (const { one, answers, logged } of asked) {
      expect(causes(logged)).toHaveLength(answers.size);
      const others = causes(logged).filter(
        ({ level, cause }) => level !== 'warn' || !/^token: .{5,60}$/.test(String(cause)),
      );
      expect([one.name, others]).toEqual([one.name, []]);
      const written = JSON.stringify(logged);
      const parts = (one.authorization ?? []).flatMap((line) => line.split(/[ .]/)).filter((part) => part.length > 8);
      for (const part of parts) expect(written).not.toContain(part);
    }
  });

  it('tells causes apart in the log', () => {
    const all = asked.flatMap(({ logged }) => causes(logged).map(({ cause }) => cause));
    expect(new Set(all).size).toBeGreaterThan(15);
  });

  it('is 403 without a challenge for a good token that may not do this', async () => {
    const good = { name: 'a user', accepted: true, shown: true };
    const answers = await answersTo({ ...good, authorization: [`Bearer ${forge({ payload: goodClaims })}`] });
    for (const { status, headers } of answers.values()) {
      expect(status).not.toBe(401);
      expect(headers).not.toHaveProperty('www-authenticate');
    }
  });
});
