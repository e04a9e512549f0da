import fc from 'fast-check';
import { type JsonValue } from 'learning-engine';
import { scaled } from '../support/fault-scale.js';
import { lawfulText, modelCanonical } from '../support/model-of-json/model.js';
import { PARAMS_BYTES, refusal, SUMMARY_BYTES, useJsonStore } from '../support/model-of-json/json-store.js';
import { anything, goodJson, goodObject, shuffled } from '../support/model-of-json/json-values.js';

const stored = { numRuns: scaled(10_000, 150) };
const pure = { numRuns: scaled(10_000, 2000) };
const timeout = scaled(1_800_000, 120_000);

describe('J1: what is accepted is stored, read back and checksummed identically; all else is rejected', () => {
  const store = useJsonStore();

  it(
    'holds for parameter sets',
    () =>
      fc.assert(
        fc.asyncProperty(goodJson, async (value) => {
          await store.expectStoredParams(await store.createParams(value), value);
        }),
        stored,
      ),
    timeout,
  );

  it(
    'holds for what went into a run and what came out',
    () =>
      fc.assert(
        fc.asyncProperty(goodObject, goodObject, async (input, output) => {
          const started = await store.startRun(input);
          await store.expectStoredSummary(started, 'input', input);
          const done = await store.engine.runs.logRunSuccess(started.id, output);
          await store.expectStoredSummary(done, 'input', input);
          await store.expectStoredSummary(done, 'output', output);
        }),
        stored,
      ),
    timeout,
  );

  it(
    'holds for any JavaScript value: accepted or rejected as the law says, and nothing is written when rejected',
    () =>
      fc.assert(
        fc.asyncProperty(anything, async (value) => {
          const before = await store.count();
          if (lawfulText({ value }, PARAMS_BYTES) === null) {
            await refusal(store.createParams(value), 'params');
            expect(await store.count()).toBe(before);
          } else await store.expectStoredParams(await store.createParams(value), value as JsonValue);
        }),
        stored,
      ),
    timeout,
  );

  it(
    'holds for any JavaScript value as a summary; a run whose result is rejected stays as it was',
    () =>
      fc.assert(
        fc.asyncProperty(anything, async (value) => {
          const { runs } = store.engine;
          const run = await store.startRun();
          const before = await store.count();
          const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
          if (isObject && lawfulText(value, SUMMARY_BYTES) !== null) {
            const summary = value as JsonValue;
            await store.expectStoredSummary(await runs.logRunSuccess(run.id, value), 'output', summary);
            await store.expectStoredSummary(await store.startRun(value), 'input', summary);
          } else if (value !== undefined) {
            await refusal(runs.logRunSuccess(run.id, value as object), 'outputSummary');
            await refusal(store.startRun(value), 'inputSummary');
            expect(await runs.heartbeat(run.id)).toMatchObject({ status: 'RUNNING', outputSummaryJson: null });
            expect(await store.count()).toBe(before);
          }
        }),
        stored,
      ),
    timeout,
  );

  it(
    'gives equal values one row and one checksum, and different values different ones',
    () =>
      fc.assert(
        fc.asyncProperty(goodJson, goodJson, fc.nat({ max: 5 }), async (one, other, seed) => {
          const first = await store.createParams(one);
          const before = await store.count();

          expect((await store.createParams(shuffled(one, seed))).id).toBe(first.id);
          expect(await store.count()).toBe(before);
          const isSame = modelCanonical(one) === modelCanonical(other);
          const second = await store.createParams(other);
          expect([second.id === first.id, second.checksum === first.checksum]).toEqual([isSame, isSame]);
        }),
        stored,
      ),
    timeout,
  );

  it(
    'is one law: what may be stored is what has a checksum, in the words of a second canonicaliser',
    () =>
      fc.assert(
        fc.property(anything, (value) => {
          const canonical = lawfulText({ value }, PARAMS_BYTES);
          const validation = store.engine.params.validateParams('free', 'v1', { value });

          expect(validation.valid).toBe(canonical !== null);
          if (canonical === null) {
            expect(() => store.engine.params.computeChecksum({ value })).toThrow(
              expect.objectContaining({ code: 'INVALID_JSON' }) as Error,
            );
          } else expect(store.engine.params.normalizeParams({ value })).toBe(canonical);
        }),
        pure,
      ),
    timeout,
  );
});
