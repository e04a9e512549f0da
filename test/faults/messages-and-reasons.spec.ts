import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { AlgoRun } from 'learning-engine/persistence';
import { scaled } from '../support/fault-scale.js';
import { useJsonStore } from '../support/model-of-json/json-store.js';
import { anyText, anyUnit, goodText } from '../support/model-of-json/json-values.js';

const timeout = scaled(1_800_000, 120_000);
const REASON_LENGTH = 1000;
const MESSAGE_BYTES = 8192;
const BYTE_ORDER_MARK = '\ufeff';
const isUnstorable = (character: string) =>
  character === '\0' || (character >= '\ud800' && character <= '\udfff' && character.length === 1);

/** Nothing of it shows, or it shows as something else. */
const isUnreadable = (text: string) =>
  !/[^\s\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u.test(text) ||
  /(?![\t\n])\p{Cc}|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u.test(text);

/** Characters as PostgreSQL can store them: what it cannot is written out. */
const cleaned = (message: string): string[] =>
  Array.from(message, (character) =>
    isUnstorable(character) ? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}` : character,
  ).flatMap((text) => Array.from(text));

/** What must be recorded for a message. */
function expectedMessage(message: string): string {
  const characters = cleaned(message);
  const stored = characters.join('');
  if (Buffer.byteLength(stored) <= MESSAGE_BYTES) return stored;
  const whole = Buffer.from(message, 'utf8');
  const digest = createHash('sha256').update(whole).digest('hex');
  const marker = `… [cut; ${whole.length} bytes, sha256 ${digest}]`;
  let kept = '';
  let room = MESSAGE_BYTES - Buffer.byteLength(marker);
  for (const character of characters) {
    room -= Buffer.byteLength(character);
    if (room < 0) break;
    kept += character;
  }
  return kept + marker;
}

/** Texts of any code units, many of them about as long as the limits. */
const longText = fc
  .record({ unit: fc.oneof(anyText, goodText), times: fc.integer({ min: 0, max: 9000 }), end: anyText })
  .map(({ unit, times, end }) => unit.repeat(Math.ceil(times / (unit.length || 1))) + end);
const aboutReason = fc
  .record({ unit: fc.oneof(goodText, anyText), length: fc.integer({ min: -3, max: 3 }), end: anyUnit })
  .map(({ unit, length, end }) =>
    (unit || 'x')
      .repeat(REASON_LENGTH)
      .slice(0, REASON_LENGTH + length - 1)
      .concat(String.fromCharCode(end)),
  );

describe('J7: texts', () => {
  const store = useJsonStore();

  it(
    'a reason is in the activation log as it was given, or rejected and nothing changes',
    async () => {
      const { engine } = store;
      await engine.registry.activateAlgoVersion('free', 'v1');
      let sets = [(await store.createParams(1)).id, (await store.createParams(2)).id];
      await fc.assert(
        fc.asyncProperty(fc.oneof(anyText, goodText, aboutReason), async (reason) => {
          const before = await engine.registry.getHistory('free');
          sets = sets.reverse();
          const change = engine.registry.activateParams(sets[0]!, { reason });

          if (reason.length > REASON_LENGTH || Array.from(reason).some(isUnstorable) || isUnreadable(reason)) {
            await expect(change).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', argument: 'reason' });
            await expect(engine.registry.rollback('free', { reason })).rejects.toMatchObject({ argument: 'reason' });
            expect(await engine.registry.getHistory('free')).toEqual(before);
            sets = sets.reverse();
            return;
          }
          await change;
          const [entry] = await engine.registry.getHistory('free');
          expect(entry).toMatchObject({ paramsId: sets[0], reason });
          const [row] = await engine.dataSource.query<{ same: boolean }[]>(
            "SELECT convert_to(reason, 'UTF8') = $2::bytea AS same FROM algo_activations WHERE id = $1",
            [entry!.id, Buffer.from(reason, 'utf8')],
          );
          expect(row!.same).toBe(true);
        }),
        { numRuns: scaled(1000, 150) },
      );
    },
    timeout,
  );

  it(
    'an error message never keeps a failure from being recorded: cleaned, and cut with a marker',
    () =>
      fc.assert(
        fc.asyncProperty(fc.oneof(anyText, goodText, longText), async (message) => {
          const { runs, dataSource } = store.engine;
          const { id } = await store.startRun();
          const failed = await runs.logRunFailure(id, message);

          expect(failed.errorMessage).toBe(expectedMessage(message));
          expect(Buffer.byteLength(failed.errorMessage!)).toBeLessThanOrEqual(MESSAGE_BYTES);
          expect(await dataSource.manager.findOneByOrFail(AlgoRun, { id })).toEqual(failed);
          expect(await runs.logRunFailure(id, message)).toEqual(failed);
        }),
        { numRuns: scaled(10_000, 150) },
      ),
    timeout,
  );

  it.each(['x', 'é', '€', '😀', '\0', '\ud800'])(
    'a message of %j is cut at the byte, never within a character',
    async (unit) => {
      const bytes = Buffer.byteLength(cleaned(unit).join(''));
      for (const length of [MESSAGE_BYTES - 1, MESSAGE_BYTES, MESSAGE_BYTES + 1, MESSAGE_BYTES * 2]) {
        const times = Math.floor(length / bytes);
        const message = unit.repeat(times) + 'x'.repeat(length - times * bytes);
        const { errorMessage } = await store.engine.runs.logRunFailure((await store.startRun()).id, message);

        expect(errorMessage).toBe(expectedMessage(message));
        expect(errorMessage!.includes('… [cut; ')).toBe(length > MESSAGE_BYTES);
      }
    },
  );

  it('a reason that the caller changes after the call is in the activation log as it was given', async () => {
    const context = { reason: 'good' };
    const { id } = await store.createParams(3);
    const change = store.engine.registry.activateParams(id, context);
    context.reason = 'bad\0';
    await change;
    expect((await store.engine.registry.getHistory('free'))[0]).toMatchObject({ reason: 'good' });
  });

  it('a failure is recorded also when its message is no text at all', async () => {
    const nothing = Object.create(null) as string;
    const run = await store.engine.runs.logRunFailure((await store.startRun()).id, nothing);
    expect(run.status).toBe('FAILED');
  });

  it('a message that is cut keeps the byte order mark with which it begins', async () => {
    const message = BYTE_ORDER_MARK + 'x'.repeat(MESSAGE_BYTES);
    const run = await store.engine.runs.logRunFailure((await store.startRun()).id, message);
    expect(run.errorMessage).toBe(expectedMessage(message));
  });
});
