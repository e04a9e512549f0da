import { type JsonValue } from 'learning-engine';
import { refusal, useJsonStore } from '../support/model-of-json/json-store.js';
import { ORDINARY_NAMES } from '../support/model-of-json/json-values.js';

const DEPTH = 32;
const PROTOTYPES = [Object, Array, Function, String, Number, Boolean, Map, Promise, Error].map(
  ({ prototype }) => prototype as object,
);

/** Every member of every prototype, one after the other, to be compared by identity. */
const prototypes = (): unknown[] =>
  PROTOTYPES.flatMap((prototype) => [
    Object.getPrototypeOf(prototype) as unknown,
    ...Reflect.ownKeys(prototype).flatMap((name) => {
      const member: { value?: unknown; get?: unknown; set?: unknown } = Object.getOwnPropertyDescriptor(
        prototype,
        name,
      )!;
      return [name, member.value, member.get, member.set];
    }),
  ]);

/** As a parser makes it: every name, `__proto__` too, is a member of the object itself. */
const parsed = (name: string, value: unknown): Record<string, JsonValue> =>
  JSON.parse(`{${JSON.stringify(name)}:${JSON.stringify(value)}}`) as Record<string, JsonValue>;

/** An object with one name, so far inside the parameter `value` that the name stands at the given level of the set. */
const atLevel = (level: number, name: string, value: unknown) => {
  let json: JsonValue = parsed(name, value);
  for (let outer = level; outer > 2; outer -= 1) json = outer % 2 ? [json] : { a: json };
  return json;
};
const pointerTo = (level: number) => Array.from({ length: level - 2 }, (_, n) => ((n + 3) % 2 ? '/0' : '/a')).join('');

const levels = Array.from({ length: DEPTH - 1 }, (_, n) => n + 2);

describe('J4: a name is stored as it is, or rejected by name', () => {
  const store = useJsonStore();
  let before: unknown[];
  beforeAll(() => (before = prototypes()));
  afterEach(() => {
    const after = prototypes();
    expect(after.length).toBe(before.length);
    expect(after.findIndex((member, n) => !Object.is(member, before[n]))).toBe(-1);
    expect(Reflect.ownKeys({})).toEqual([]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it.each(levels)('all ordinary names at level %i', async (level) => {
    const values = ORDINARY_NAMES.map((name) => atLevel(level, name, level < DEPTH ? { polluted: name } : name));
    const sets = await Promise.all(values.map((value) => store.createParams(value)));

    for (const [n, set] of sets.entries()) {
      let inner = set.paramsJson.value;
      for (const step of pointerTo(level).split('/').slice(1)) inner = (inner as Record<string, JsonValue>)[step]!;
      expect(Reflect.ownKeys(inner as object)).toEqual([ORDINARY_NAMES[n]]);
    }
    expect(new Set(sets.map(({ id }) => id)).size).toBe(ORDINARY_NAMES.length);
  });

  it('all ordinary names together', async () => {
    const value = JSON.parse(`{${ORDINARY_NAMES.map((name) => `${JSON.stringify(name)}:{"polluted":1}`).join()}}`) as {
      [name: string]: JsonValue;
    };

    await store.expectStoredParams(await store.createParams(value), value);
    const run = await store.startRun(value);
    await store.expectStoredSummary(run, 'input', value);
    await store.expectStoredSummary(await store.engine.runs.logRunSuccess(run.id, value), 'output', value);
    expect(Reflect.ownKeys(run.inputSummaryJson).sort()).toEqual([...ORDINARY_NAMES].sort());
  });

  // nodejs/node#63785: the second one came back as the first.
  it.each(['"', '\n', '\r', 'z"'])(
    '%j after a name that is the backslash alone, and not as that name',
    async (name) => {
      const backslash = name.replace(/.$/s, '\\');
      for (const value of [
        { A: 1, [backslash]: 0 },
        { A: 1, [name]: 0 },
      ]) {
        await store.expectStoredParams(await store.createParams(value), value);
        const run = await store.startRun(value);
        await store.expectStoredSummary(run, 'input', value);
        await store.expectStoredSummary(await store.engine.runs.logRunSuccess(run.id, value), 'output', value);
      }
    },
  );

  it.each(levels)('__proto__ is rejected at level %i, as a parser makes it', async (level) => {
    const rows = await store.count();
    for (const member of [{ polluted: 1 }, null, 1, []]) {
      const value = atLevel(level, '__proto__', member);

      const error = await refusal(store.createParams(value), 'params', `${pointerTo(level)}/__proto__`);
      expect(error.message).toMatch(/__proto__ is not an allowed name$/);
      await refusal(store.startRun({ value }), 'inputSummary', `/value${pointerTo(level)}/__proto__`);
    }
    expect(await store.count()).toBe(rows);
  });

  it('__proto__ is rejected as the name of a parameter, or at the top of a summary', async () => {
    const { params, runs } = store.engine;
    const { version } = (await store.engine.registry.resolveActive('mastery'))!;
    const value = parsed('__proto__', { threshold: 0.5 });

    await expect(params.createParams(version.id, value)).rejects.toThrow(
      'mastery params/__proto__ is not an allowed name',
    );
    await refusal(store.startRun(value), 'inputSummary', '/__proto__');
    const { id } = await store.startRun();
    await refusal(runs.logRunSuccess(id, value), 'outputSummary', '/__proto__');
  });

  it('a parameter that is not declared is rejected by name, never dropped', async () => {
    const { params, registry } = store.engine;
    const { version } = (await registry.resolveActive('mastery'))!;
    const rows = await store.count();
    for (const name of ORDINARY_NAMES) {
      await expect(params.createParams(version.id, parsed(name, 1))).rejects.toMatchObject({
        code: 'INVALID_PARAMS',
        message: `mastery.${name} is not a known parameter`,
      });
    }
    expect(await store.count()).toBe(rows);
  });
});
