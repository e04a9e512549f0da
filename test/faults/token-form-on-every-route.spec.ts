import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import fc from 'fast-check';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { Access } from 'learning-engine/http';
import { scaled } from '../support/fault-scale.js';
import { forge, goodHeader, useFixedClock } from '../support/tokens/forge-token.js';
import { formCases } from '../support/tokens/token-form-cases.js';
import { useTokenMatrix } from '../support/tokens/token-matrix.js';
import { testEnv, useService } from '../support/http/use-service.js';

@ApiExcludeController()
@Controller('probe')
@Access('user')
class ProbeController {
  @Get('user')
  user() {
    return {};
  }
}

/** What may stand in a header line. */
const CHARACTERS = Array.from({ length: 0x5f }, (_, index) => String.fromCharCode(0x20 + index));

describe('A2: the form of a token', () => {
  const service = useService(testEnv, { controllers: [ProbeController] });
  const { ask, answersTo } = useTokenMatrix(service);
  useFixedClock();
  const statusOf = async (token: string) =>
    (await ask({ path: '/probe/user', authorization: [`Bearer ${token}`] })).status;

  // Those that are refused: rejected-tokens-tell-no-cause.spec.ts.
  it.each(formCases.filter(({ accepted }) => accepted))('is good on every route: $name', async (one) => {
    for (const [route, { status }] of await answersTo(one)) expect([route, status === 401]).toEqual([route, false]);
  });

  it(
    'any one character that is changed makes a good token a bad one',
    async () => {
      const token = forge({ header: { ...goodHeader, x5t: 'something' } });
      expect(await statusOf(token)).toBe(200);

      const index = fc.nat({ max: token.length - 1 });
      await fc.assert(
        fc.asyncProperty(index, fc.constantFrom(...CHARACTERS), async (at, character) => {
          fc.pre(token[at] !== character);
          // A space at either end is no part of the header line.
          fc.pre(character !== ' ' || (at > 0 && at < token.length - 1));
          expect(await statusOf(token.slice(0, at) + character + token.slice(at + 1))).toBe(401);
        }),
        { numRuns: scaled(10_000, 500) },
      );
    },
    scaled(600_000, 60_000),
  );

  it('no address in a token is ever asked', async () => {
    let asked = 0;
    const server = createServer((_request, response) => {
      asked += 1;
      response.end('{"keys":[]}');
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

    for (const member of ['jku', 'x5u', 'kid', 'iss']) {
      await statusOf(forge({ header: { ...goodHeader, [member]: url } }));
      await statusOf(forge({ header: { alg: 'RS256', [member]: url } }));
    }
    await new Promise((resolve) => server.close(resolve));
    expect(asked).toBe(0);
  });
});
