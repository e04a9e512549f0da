import { type LoggerService } from '@nestjs/common';
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
  expect(requestId).toBe(headers['x-request-id']);
  return { status, headers: Object.entries(headers).filter(([name]) => !APART.includes(name)), problem };
};

describe('A3: what a refusal tells', () => {
  const lines: { level: keyof LoggerService; line: unknown[] }[] = [];
  const at =
    (level: keyof LoggerService) =>
    (...line: unknown[]) =>
      lines.push({ level, line });
  const logger: LoggerService = { log: at('log'), warn: at('warn'), error: at('error'), debug: at('debug') };
  /** What the lines of requests say of refusals. */
  const causes = () =>
    lines
      .filter(({ line }) => line.at(-1) === 'Request')
      .map(({ level, line }) => ({ level, cause: (line[1] as { refusal?: string }).refusal }));
  const service = useService(testEnv, { logger });
  const { answersTo } = useTokenMatrix(service);
  useFixedClock();
  const rejected = [...claimCases, ...formCases].filter(({ accepted }) => !accepted);

  it('is the same for every cause, but for the challenge', async () => {
    const first = await answersTo(rejected[0]!);
    for (const one of rejected) {
      for (const [route, answer] of await answersTo(one)) {
        expect([one.name, plain(answer)]).toEqual([one.name, plain(first.get(route)!)]);
        expect([one.name, answer.headers['www-authenticate']]).toEqual([
          one.name,
          one.shown ? 'Bearer error="invalid_token"' : 'Bearer',
        ]);
      }
    }
  });

  it('is a cause in the log, as a warning, and the log has no token', async () => {
    for (const one of rejected) {
      lines.length = 0;
      const { size } = await answersTo(one);

      expect(causes()).toHaveLength(size);
      for (const { level, cause } of causes()) {
        expect([one.name, level]).toEqual([one.name, 'warn']);
        expect(cause).toMatch(/^token: .{5,60}$/);
      }
      const written = JSON.stringify(lines);
      const parts = (one.authorization ?? []).flatMap((line) => line.split(/[ .]/)).filter((part) => part.length > 8);
      for (const part of parts) expect(written).not.toContain(part);
    }
  });

  it('tells causes apart in the log', async () => {
    lines.length = 0;
    for (const one of rejected) await answersTo(one);
    expect(new Set(causes().map(({ cause }) => cause)).size).toBeGreaterThan(15);
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
