import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { scaled } from '../support/fault-scale.js';
import { type Engine, openEngine, urlOfEngine } from '../support/engine/open-engine.js';
import { TcpProxy } from '../support/database/tcp-proxy.js';
import { useEngine } from '../support/engine/use-engine.js';

const CASES = scaled(10_000, 1_000);

/** Random text, and what is nearly a UUID: other lengths, digits, separators, spaces and brackets around it. */
const malformed = fc
  .oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...'0123456789abcdefABCDEF-{} g\uff10\0\n') }),
    fc.tuple(fc.uuid(), fc.constantFrom('', ' ', '\n', '-', '0', '\0', "'; --", '}')).map(([id, end]) => id + end),
    fc.uuid().map((id) => `{${id}}`),
    fc.uuid().map((id) => id.replaceAll('-', '')),
    fc.uuid().map((id) => id.replace(/[0-9a-f]/, 'g')),
  )
  .filter((id) => !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id));

/** Every call that takes an id, and how it rejects one that names nothing. */
const calls: [string, (engine: Engine, id: string) => Promise<unknown>, code: string][] = [
  ['logRunSuccess', ({ runs }, id) => runs.logRunSuccess(id), 'RUN_NOT_FOUND'],
  ['logRunFailure', ({ runs }, id) => runs.logRunFailure(id, 'no data'), 'RUN_NOT_FOUND'],
  ['heartbeat', ({ runs }, id) => runs.heartbeat(id), 'RUN_NOT_FOUND'],
  ['activateParams', ({ registry }, id) => registry.activateParams(id), 'PARAMS_NOT_FOUND'],
  ['createParams', ({ params }, id) => params.createParams(id, {}), 'ALGO_VERSION_NOT_FOUND'],
];
const starts = ['runId', 'algoVersionId', 'paramsId', 'userId', 'sessionId'] as const;

describe('C7: an id names nothing, or is none', () => {
  const direct = useEngine({ runs: { reaper: false } });

  describe('with a database that cannot be reached, so that no statement can be sent', () => {
    let proxy: TcpProxy;
    let engine: Engine;
    beforeAll(async () => {
      proxy = await TcpProxy.to(urlOfEngine(direct));
      engine = await openEngine(proxy.url, { runs: { reaper: false } });
      proxy.cut();
    });
    afterAll(async () => {
      await engine?.app.close();
      await proxy?.close();
    });

    it.each(calls)(
      '%s rejects whatever is no id, by the same error as an id that names nothing',
      async (_name, call, code) => {
        await fc.assert(
          fc.asyncProperty(malformed, async (id) => {
            await expect(call(engine, id)).rejects.toMatchObject({ code });
          }),
          { numRuns: CASES },
        );
      },
    );

    it('(a UUID needs the database)', async () => {
      for (const [, call] of calls) await expect(call(engine, randomUUID())).rejects.toThrow(/onnection/);
    });

    it.each(starts)('logRunStart names %s', async (argument) => {
      await fc.assert(
        fc.asyncProperty(malformed, async (id) => {
          const start = { algoVersionId: randomUUID(), paramsId: randomUUID(), [argument]: id };
          await expect(engine.runs.logRunStart(start)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', argument });
        }),
        { numRuns: CASES },
      );
    });

    it('getActiveParams answers null', async () => {
      await fc.assert(
        fc.asyncProperty(malformed, async (id) => {
          expect(await engine.registry.getActiveParams(id)).toBeNull();
        }),
        { numRuns: CASES },
      );
    });
  });

  describe('with the database', () => {
    const unknown = fc.tuple(fc.uuid(), fc.boolean()).map(([id, upper]) => (upper ? id.toUpperCase() : id));

    it.each(calls)('%s rejects every id that names nothing', async (_name, call, code) => {
      await fc.assert(
        fc.asyncProperty(unknown, async (id) => {
          await expect(call(direct, id)).rejects.toMatchObject({ code });
        }),
        { numRuns: CASES / 10 },
      );
    });

    it('the names of keys and versions may be any text', async () => {
      await fc.assert(
        fc.asyncProperty(fc.string({ unit: 'binary' }), async (name) => {
          const { registry } = direct;
          await expect(registry.activateAlgoVersion(name, 'v0')).rejects.toMatchObject({
            code: 'ALGO_VERSION_NOT_FOUND',
          });
          await expect(registry.activateAlgoVersion('mastery', `${name}-`)).rejects.toMatchObject({
            code: 'ALGO_VERSION_NOT_FOUND',
          });
          await expect(registry.rollback(name)).rejects.toMatchObject({ code: 'NOTHING_TO_ROLL_BACK' });
          expect(await registry.resolveActive(name)).toBeNull();
          expect(await registry.resolveActiveAt(name, new Date())).toBeNull();
          expect(await registry.getActiveAlgoVersion(name)).toBeNull();
          expect(await registry.getHistory(name)).toEqual([]);
        }),
        { numRuns: CASES / 10 },
      );
    });
  });
});
