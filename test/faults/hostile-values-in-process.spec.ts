import fc from 'fast-check';
import { type JsonValue } from 'learning-engine';
import { scaled } from '../support/fault-scale.js';
import { CULPRITS, ENDLESS, surroundings } from '../support/model-of-json/culprits.js';
import { refusal, useJsonStore } from '../support/model-of-json/json-store.js';
import { goodJson } from '../support/model-of-json/json-values.js';

const timeout = scaled(1_800_000, 120_000);

/** Changes everything that can be changed in a value, in place, at every level. */
function ruin(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  Object.values(value).forEach(ruin);
  if (Array.isArray(value)) value.push(NaN, 'ruined');
  else Object.assign(value, { ruined: '\0', ...Object.fromEntries(Object.keys(value).map((name) => [name, 0])) });
}

describe('J6: values of a program are rejected by their pointer, touched by no code, and copied once', () => {
  const store = useJsonStore();
  const expectRejected = async (value: unknown, pointer: string) => {
    const before = await store.count();
    const { id } = await store.startRun();
    await refusal(store.createParams(value), 'params', pointer);
    await refusal(store.startRun({ value }), 'inputSummary', `/value${pointer}`);
    await refusal(store.engine.runs.logRunSuccess(id, { value }), 'outputSummary', `/value${pointer}`);
    expect(await store.engine.runs.heartbeat(id)).toMatchObject({ status: 'RUNNING' });
    expect(await store.count()).toBe(before + 1);
  };

  it.each(CULPRITS)('$name', async ({ make, at }) => {
    const touched = jest.fn();
    await expectRejected(make(touched), at);
    await expectRejected([0, { a: make(touched) }], `/1/a${at}`);
    expect(touched).not.toHaveBeenCalled();
  });

  it.each(ENDLESS)('$name', async ({ make }) => {
    await refusal(store.createParams(make(() => undefined)), 'params');
    await refusal(store.startRun(make(() => undefined)), 'inputSummary');
  });

  it(
    'any of them, anywhere in good JSON',
    () =>
      fc.assert(
        fc.asyncProperty(fc.constantFrom(...CULPRITS), surroundings(), async ({ make, at }, surround) => {
          const touched = jest.fn();
          const { value, pointer } = surround(make(touched));

          await expectRejected(value, pointer + at);
          expect(touched).not.toHaveBeenCalled();
        }),
        { numRuns: scaled(10_000, 150) },
      ),
    timeout,
  );

  it.each(CULPRITS)('$name in place of the whole', async ({ make }) => {
    const touched = jest.fn();
    const { params, runs } = store.engine;
    const { id } = await store.startRun();
    const whole = make(touched);
    const { version } = (await store.engine.registry.resolveActive('mastery'))!;
    const before = await store.count();

    await expect(params.createParams(version.id, whole)).rejects.toMatchObject({ code: 'INVALID_PARAMS' });
    if (whole !== undefined) {
      await refusal(store.startRun(whole), 'inputSummary');
      await refusal(runs.logRunSuccess(id, whole as object), 'outputSummary');
    }
    expect(await store.count()).toBe(before);
    expect(touched).not.toHaveBeenCalled();
  });

  it(
    'what the caller changes after the call changes nothing, neither what is judged nor what is stored',
    () =>
      fc.assert(
        fc.asyncProperty(goodJson, async (json) => {
          const { runs } = store.engine;
          const ruinedAfter = <T>(call: (copy: never) => Promise<T>): Promise<T> => {
            const copy = structuredClone({ json });
            const answer = call(copy as never);
            ruin(copy);
            return answer;
          };
          const summary = { json } as JsonValue;

          const set = await ruinedAfter((copy) => store.createParams([copy]));
          await store.expectStoredParams(set, [summary]);
          const run = await ruinedAfter((copy) => store.startRun(copy));
          await store.expectStoredSummary(run, 'input', summary);
          const done = await ruinedAfter((copy) => runs.logRunSuccess(run.id, copy));
          await store.expectStoredSummary(done, 'output', summary);
        }),
        { numRuns: scaled(10_000, 100) },
      ),
    timeout,
  );

  it(
    'what the caller changes in an answer changes no other answer',
    () =>
      fc.assert(
        fc.asyncProperty(goodJson, async (json) => {
          const set = await store.createParams(json);
          ruin(set.paramsJson);
          await store.expectStoredParams(await store.createParams(json), json);
          ruin(store.engine.params.getDefaultParams('free', 'v1'));
          expect(store.engine.params.getDefaultParams('free', 'v1')).toEqual({ value: null });
        }),
        { numRuns: scaled(1000, 30) },
      ),
    timeout,
  );
});
