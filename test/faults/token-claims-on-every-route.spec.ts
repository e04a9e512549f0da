import { Controller, Get, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Access, type AuthUser } from 'learning-engine/http';
import { forge, goodClaims, useFixedClock } from '../support/tokens/forge-token.js';
import { claimCases } from '../support/tokens/token-claim-cases.js';
import { useTokenMatrix } from '../support/tokens/token-matrix.js';
import { testEnv, useService } from '../support/http/use-service.js';

@ApiExcludeController()
@Controller('probe')
@Access('user')
class ProbeController {
  @Get('who')
  who(@Req() { user }: { user: AuthUser }) {
    return user;
  }
}

describe('A1: what a token says', () => {
  const service = useService(testEnv, { controllers: [ProbeController] });
  const { ask, answersTo } = useTokenMatrix(service);
  useFixedClock();
  const validUntil = new Date((goodClaims.exp + testEnv.JWT_LEEWAY) * 1000).toISOString();

  it('is tried in many ways', () => {
    expect(claimCases.length).toBeGreaterThanOrEqual(80);
    expect(new Set(claimCases.map(({ name }) => name)).size).toBe(claimCases.length);
  });

  // Those that are refused: rejected-tokens-tell-no-cause.spec.ts.
  it.each(claimCases.filter(({ accepted }) => accepted))('is good on every route: $name', async (one) => {
    for (const [route, { status }] of await answersTo(one)) expect([route, status === 401]).toEqual([route, false]);
  });

  it.each([
    ['user', 'user'],
    ['admin', 'admin'],
    ['service', 'service'],
    ['reader', 'reader'],
    ['ADMIN', 'user'],
    [['admin'], 'user'],
    [undefined, 'user'],
  ])('says who calls; role %j means %s, and capitals in the sub mean nothing', async (role, expected) => {
    const payload = { ...goodClaims, role, sub: goodClaims.sub.toUpperCase() };
    const { body } = await ask({ path: '/probe/who', authorization: [`Bearer ${forge({ payload })}`] });

    expect(JSON.parse(body)).toEqual({ userId: goodClaims.sub, role: expected, validUntil });
  });

  it.each(['reader', 'user', 'service', 'admin'])('says to which groups a reader belongs, not a %s', async (role) => {
    const payload = { ...goodClaims, role, group_ids: ['7a', 'ä b'] };
    const { body } = await ask({ path: '/probe/who', authorization: [`Bearer ${forge({ payload })}`] });

    expect(JSON.parse(body)).toEqual({
      ...{ userId: goodClaims.sub, role, validUntil },
      ...(role === 'reader' && { groupIds: payload.group_ids }),
    });
  });
});
