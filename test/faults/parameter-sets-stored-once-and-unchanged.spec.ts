import fc from 'fast-check';
import { type JsonValue } from 'learning-engine';
import { AlgoParams } from 'learning-engine/persistence';
import { createRival } from '../support/engine/create-rivals.js';
import { scaled } from '../support/fault-scale.js';
import { type Engine, openEngine, urlOfEngine } from '../support/engine/open-engine.js';
import { useEngine } from '../support/engine/use-engine.js';

const CASES = scaled(10_000, 1_000);
/** As many as two engines have connections: a wait for one has a time limit. */
const AT_ONCE = 20;

/** The same value with the names of every object in another order. */
function reordered(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(reordered);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, inner]) => [name, reordered(inner)]),
  );
}

/** Few names and values, so that two of them are often equal. */
const few = fc.letrec<{ value: JsonValue; object: Record<string, JsonValue> }>((tie) => ({
  object: fc.dictionary(fc.constantFrom('a', 'b', 'ä', ''), tie('value'), { maxKeys: 2, noNullPrototype: true }),
  value: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    fc.constantFrom<JsonValue>(0, 1, -1, 0.1, 1e-7, '1', '', 'a', true, false, null),
    tie('object'),
    fc.array(tie('value'), { maxLength: 2 }),
  ),
})).object;

describe('C14: a parameter set is changed, or made twice', () => {
  const engine = useEngine();
  let second: Engine;
  beforeAll(async () => {
    second = await openEngine(urlOfEngine(engine));
  });
  afterAll(() => second?.app.close());
  const versionId = async (key: string) => (await engine.registry.getActiveAlgoVersion(key))!.id;

  it.each([
    ['its content', "params_json = '{}'"],
    ['its content in part', "params_json = jsonb_set(params_json, '{threshold}', '0.71')"],
    ['its checksum', "checksum = repeat('0', 64)"],
    ['its version', 'algo_version_id = $2'],
    ['its id', 'id = gen_random_uuid()'],
  ])('the database refuses to change %s', async (_name, change) => {
    const { algoVersionId } = await createRival(engine.dataSource, 'mastery', `v ${change}`);
    const { id } = await engine.params.createParams(await versionId('mastery'), { min_attempts: 7 });
    const before = await engine.dataSource.manager.findOneByOrFail(AlgoParams, { id });

    await expect(
      engine.dataSource.query(`UPDATE algo_params SET ${change} WHERE id = $1 AND $2::uuid IS NOT NULL`, [
        id,
        algoVersionId,
      ]),
    ).rejects.toMatchObject({ driverError: { code: '23000', constraint: 'algo_params_keep_content' } });
    expect(await engine.dataSource.manager.findOneByOrFail(AlgoParams, { id })).toEqual(before);
  });

  it('of equal sets made at once, by two engines and in different words, there is one', async () => {
    const algoVersionId = await versionId('revision');
    for (let round = 0; round < scaled(50, 5); round += 1) {
      const words = [
        { intervals: [1, 2], ease_factor: 2 + round },
        { ease_factor: 2 + round, intervals: [1, 2] },
        JSON.parse(`{ "intervals": [1.0, 2.00], "ease_factor": ${2 + round}.0e0 }`) as object,
      ];
      const made = await Promise.all(
        Array.from({ length: AT_ONCE }, (_, n) =>
          (n % 2 ? engine : second).params.createParams(algoVersionId, words[n % words.length]),
        ),
      );

      const rows = await engine.dataSource.manager.findBy(AlgoParams, { checksum: made[0]!.checksum });
      expect(rows).toHaveLength(1);
      for (const set of made) expect(set).toEqual(rows[0]);
    }
  });

  it('equal sets have equal checksums, and different ones different', () => {
    let equal = 0;
    fc.assert(
      fc.property(few, few, (one, other) => {
        const isEqual = deepEqual(one, other);
        if (isEqual) equal += 1;
        expect(engine.params.computeChecksum(one) === engine.params.computeChecksum(other)).toBe(isEqual);
        expect(engine.params.computeChecksum(reordered(one))).toBe(engine.params.computeChecksum(one));
      }),
      { numRuns: CASES },
    );
    expect(equal).toBeGreaterThan(CASES / 100);
  });

  it('what the database gives back has the recorded checksum', async () => {
    const { algoVersionId } = await createRival(engine.dataSource, 'mistakes', 'test_1');
    const insert = 'INSERT INTO algo_params (algo_version_id, params_json, checksum) VALUES ($1, $2, $3) RETURNING id';
    await fc.assert(
      fc.asyncProperty(storable, async (params) => {
        const checksum = engine.params.computeChecksum(params);
        const known = await engine.dataSource.manager.findOneBy(AlgoParams, { algoVersionId, checksum });
        if (!known) await engine.dataSource.query(insert, [algoVersionId, params, checksum]);
        const set = await engine.dataSource.manager.findOneByOrFail(AlgoParams, { algoVersionId, checksum });

        expect(engine.params.computeChecksum(set.paramsJson)).toBe(checksum);
      }),
      { numRuns: CASES / 10 },
    );
  });
});

/** Anything that may be stored, with numbers and texts of all kinds. */
const storable = fc.dictionary(
  fc.string({ unit: 'grapheme' }).filter((name) => !/\0/.test(name) && name !== '__proto__'),
  fc.oneof(
    fc.double({ min: -(2 ** 53) + 1, max: 2 ** 53 - 1, noNaN: true }),
    fc.string({ unit: 'grapheme' }).filter((text) => !/\0/.test(text)),
    fc.array(fc.oneof(fc.boolean(), fc.constant(null), fc.double({ min: -1, max: 1, noNaN: true }))),
  ),
  { noNullPrototype: true },
);

/** Equality of JSON: the order of names does not matter, that of lists does. */
function deepEqual(one: JsonValue, other: JsonValue): boolean {
  if (one === null || other === null || typeof one !== 'object' || typeof other !== 'object') return one === other;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [a, b] = [one as Record<string, JsonValue>, other as Record<string, JsonValue>];
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && deepEqual(a[name]!, b[name]!))
  );
}
