import { randomUUID } from 'node:crypto';
import {
  AlgorithmNotRegisteredError,
  AlgoVersionNotFoundError,
  InvalidJsonError,
  InvalidParamsError,
  ParamsService,
} from 'learning-engine';
import { AlgoParams, AlgoVersion } from 'learning-engine/persistence';
import { createVersion } from '../support/engine/factories.js';
import { specV0 } from '../fixtures/spec-v0.js';
import { useEngine } from '../support/engine/use-engine.js';

/** Every seeded parameter: values that must be rejected, and the one message for all of them. */
const RULES: [key: string, name: string, rule: string, bad: unknown[], good: unknown[]][] = [
  ['mastery', 'threshold', 'must be between 0 and 1', [8, -0.1, 1.0001, '0.7', null, true, [0.7]], [0, 1, 0.5]],
  ['mastery', 'decay_factor', 'must be between 0 and 1', [-1, 2, '1', null, {}], [0, 1]],
  ['mastery', 'min_attempts', 'must be an integer of at least 1', [0, -5, 1.5, '5', null, true], [1, 100]],
  [
    'revision',
    'intervals',
    'must be a non-empty list of integers of at least 1',
    [[], [0], [1, 2.5], ['1'], 1, '1', null, { 0: 1 }],
    [[1], [7, 1]],
  ],
  ['revision', 'ease_factor', 'must be at least 1', [0.99, 0, -1, '2.5', null], [1, 1.3, 10]],
  ['difficulty', 'window_size', 'must be an integer of at least 1', [0, 0.5, '100', null], [1]],
  ['difficulty', 'min_attempts', 'must be an integer of at least 1', [0, 1.1, '10', null], [1]],
  ['adaptive', 'exploration_rate', 'must be between 0 and 1', [-0.01, 1.01, '0', null], [0, 1]],
  ['adaptive', 'target_accuracy', 'must be between 0 and 1', [-0.01, 1.01, '0', null], [0, 1]],
  ['mistakes', 'min_frequency', 'must be an integer of at least 1', [0, 2.5, '3', null], [1]],
  ['mistakes', 'lookback_days', 'must be an integer of at least 1', [0, -90, 0.1, '90', null], [1]],
];

/** The answer to an invalid set. */
const invalid = (...problems: [pointer: string, reason: string, message: string][]) => ({
  valid: false,
  error: problems[0]![2],
  problems: problems.map(([pointer, reason, message]) => ({ pointer, reason, message })),
  problemCount: problems.length,
});

describe(ParamsService.name, () => {
  const engine = useEngine();
  const versionId = async (key: string) => (await engine.registry.getActiveAlgoVersion(key))!.id;
  const count = () => engine.dataSource.manager.count(AlgoParams);

  describe('validateParams', () => {
    it.each(RULES)('%s.%s %s', (key, name, rule, bad, good) => {
      for (const value of bad) {
        expect(engine.params.validateParams(key, 'v0', { [name]: value })).toEqual(
          invalid([`/${name}`, rule, `${key}.${name} ${rule}`]),
        );
      }
      for (const value of good)
        expect(engine.params.validateParams(key, 'v0', { [name]: value })).toEqual({ valid: true });
    });

    it('has a rule for every seeded parameter', () => {
      const seeded = specV0.flatMap(({ algo_key, params }) => Object.keys(params).map((name) => `${algo_key}.${name}`));

      expect(RULES.map(([key, name]) => `${key}.${name}`).sort()).toEqual(seeded.sort());
    });

    it.each(specV0)('accepts the defaults of $algo_key, whole or in part', ({ algo_key, params }) => {
      expect(engine.params.validateParams(algo_key, 'v0', params)).toEqual({ valid: true });
      expect(engine.params.validateParams(algo_key, 'v0', {})).toEqual({ valid: true });
    });

    it.each(['treshold', 'constructor', 'toString', 'hasOwnProperty', ''])('rejects the unknown key %j', (name) => {
      const reason = 'is not a known parameter';
      expect(engine.params.validateParams('mastery', 'v0', { [name]: 1 })).toEqual(
        invalid([`/${name}`, reason, `mastery.${name} ${reason}`]),
      );
    });

    it('names the first 100 problems, and says how many there are', () => {
      const set = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`x${index}`, 1]));
      const answer = engine.params.validateParams('mastery', 'v0', set);

      expect(answer).toMatchObject({ error: 'mastery.x0 is not a known parameter (and 149 more)', problemCount: 150 });
      expect(answer).toHaveProperty('problems.length', 100);
    });

    it.each([
      [null, '', 'must be a JSON object'],
      [[], '', 'must be a JSON object'],
      ['{}', '', 'must be a JSON object'],
      [{ threshold: NaN, x: 1 }, '/threshold', 'must be a finite number'],
      [{ threshold: undefined }, '/threshold', 'must be a JSON value, not undefined'],
      [JSON.parse('{"__proto__": {"threshold": 0.5}}'), '/__proto__', 'is not an allowed name'],
    ])('rejects %j', (params, pointer, reason) => {
      expect(engine.params.validateParams('mastery', 'v0', params)).toEqual(
        invalid([pointer, reason, `mastery params${pointer} ${reason}`]),
      );
    });

    it('throws for a version that has no class', () => {
      expect(() => engine.params.validateParams('mastery', 'v99', {})).toThrow(AlgorithmNotRegisteredError);
    });
  });

  describe('getDefaultParams', () => {
    it.each(specV0)('gives those of $algo_key, a fresh copy each time', ({ algo_key, params }) => {
      const defaults = engine.params.getDefaultParams(algo_key, 'v0');

      expect(defaults).toEqual(params);
      (defaults as Record<string, unknown>).extra = 1;
      expect(engine.params.getDefaultParams(algo_key, 'v0')).toEqual(params);
    });

    it('throws for a version that has no class', () => {
      expect(() => engine.params.getDefaultParams('nonexistent', 'v0')).toThrow(AlgorithmNotRegisteredError);
    });
  });

  describe('normalizeParams and computeChecksum', () => {
    it('give the RFC 8785 form and its SHA-256', () => {
      const params = { threshold: 0.7, min_attempts: 5, decay_factor: 0.95 };

      expect(engine.params.normalizeParams(params)).toBe('{"decay_factor":0.95,"min_attempts":5,"threshold":0.7}');
      // printf '{"decay_factor":0.95,"min_attempts":5,"threshold":0.7}' | sha256sum
      expect(engine.params.computeChecksum(params)).toBe(
        '49703be0cae254f971e237dc79a24107e3ba2f9fa8b62ffdf71dc6114b14e5e8',
      );
    });

    it('do not depend on the order of keys, at any depth', () => {
      const one = { a: 1, b: { c: [1, { d: 1, e: 2 }], f: null } };
      const other = { b: { f: null, c: [1, { e: 2, d: 1 }] }, a: 1.0 };

      expect(engine.params.computeChecksum(one)).toBe(engine.params.computeChecksum(other));
      expect(engine.params.computeChecksum({ a: [1, 2] })).not.toBe(engine.params.computeChecksum({ a: [2, 1] }));
    });

    it('reject what JSON cannot hold, with a pointer', () => {
      expect(() => engine.params.computeChecksum({ a: { 'b/c': Infinity } })).toThrow(
        new InvalidJsonError('params', '/a/b~1c', 'must be a finite number'),
      );
    });
  });

  describe('createParams', () => {
    it('stores a set completed with the defaults, inactive, with its checksum and creator', async () => {
      const id = await versionId('mastery');
      const createdByUserId = randomUUID();
      const created = await engine.params.createParams(id, { threshold: 0.8 }, { createdByUserId });

      const complete = { threshold: 0.8, decay_factor: 0.95, min_attempts: 5 };
      expect(created).toMatchObject({ algoVersionId: id, paramsJson: complete, isActive: false, createdByUserId });
      expect(created.checksum).toBe(engine.params.computeChecksum(complete));
      expect((await engine.registry.resolveActive('mastery'))?.params.paramsJson.threshold).toBe(0.7);
    });

    it('answers the existing row for the same set, however it is written', async () => {
      const id = await versionId('adaptive');
      const before = await count();
      const whole = await engine.params.createParams(id, { target_accuracy: 0.75, exploration_rate: 0.1 });
      const partial = await engine.params.createParams(id, { exploration_rate: 0.1 });

      expect(partial).toEqual(whole);
      expect(await count()).toBe(before + 1);
      expect((await engine.params.createParams(id, {})).isActive).toBe(true); // the seeded set
    });

    it('stores in full what a version takes in a shorter form: the weights that run', async () => {
      const { id } = await engine.dataSource.manager.findOneByOrFail(AlgoVersion, {
        algoKey: 'revision',
        version: 'v1',
      });
      const { w } = engine.params.getDefaultParams('revision', 'v1') as { w: number[] };
      const short = await engine.params.createParams(id, { w: w.slice(0, 19) });

      expect(engine.params.validateParams('revision', 'v1', { w: w.slice(0, 19) })).toEqual({ valid: true });
      expect(short.paramsJson.w).toEqual([...w.slice(0, 19), 0.01, 0.5]);
      expect((await engine.params.createParams(id, { w: [...w.slice(0, 19), 0.01, 0.5] })).id).toBe(short.id);
    });

    it('makes one row of the same set created at once', async () => {
      const id = await versionId('difficulty');
      const sets = await Promise.all(
        Array.from({ length: 20 }, () => engine.params.createParams(id, { window_size: 7 })),
      );

      expect(new Set(sets.map((set) => set.id)).size).toBe(1);
    });

    it('rejects a bad set by a typed error and writes nothing', async () => {
      const id = await versionId('mastery');
      const before = await count();

      const error: unknown = await engine.params
        .createParams(id, { min_attempts: 0, threshold: 8 })
        .catch((e: unknown) => e);

      expect(error).toBeInstanceOf(InvalidParamsError);
      expect(error).toMatchObject({
        code: 'INVALID_PARAMS',
        algoKey: 'mastery',
        version: 'v0',
        message: 'mastery.threshold must be between 0 and 1 (and 1 more)',
        problems: [{ pointer: '/threshold' }, { pointer: '/min_attempts' }],
        problemCount: 2,
      });
      await expect(engine.params.createParams(id, { x: 1 })).rejects.toThrow('mastery.x is not a known parameter');
      await expect(engine.params.createParams(id, {}, { createdByUserId: 'me' })).rejects.toThrow(
        'createdByUserId must be a UUID',
      );
      expect(await count()).toBe(before);
    });

    it.each([randomUUID(), 'not-a-uuid'])('rejects the unknown version id %s', async (id) => {
      await expect(engine.params.createParams(id, {})).rejects.toBeInstanceOf(AlgoVersionNotFoundError);
    });

    it('rejects a version that has no class in code', async () => {
      const { id } = await createVersion(engine.dataSource, 'orphan', 'v1');

      await expect(engine.params.createParams(id, {})).rejects.toBeInstanceOf(AlgorithmNotRegisteredError);
    });
  });
});
