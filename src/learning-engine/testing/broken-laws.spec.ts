import { type Algorithm } from '../authoring/algorithm.js';
import { type AlgorithmDefinition, LearningAlgorithm } from '../authoring/learning-algorithm.decorator.js';
import { AlgorithmNotImplementedError } from '../errors/algorithm.errors.js';
import { rejectInputOf } from '../errors/input.errors.js';
import { AtLeast, Between, IntegerAtLeast, IntegerBetween, Inside } from '../schema/number-rules.js';
import { MatchesSchema } from '../schema/rule.js';
import { ExactlyOne, Id, IsBoolean, ListOf, ListOfValues, NotBoth, OneOf, UtcTime } from '../schema/value-rules.js';
import { type AlgorithmCases, brokenLaws } from './broken-laws.js';
import { generatedInputs } from './generated-inputs.js';

class StreakV1Params {
  @Between(0, 1) bonus: number = 0.1;
}

class StreakV1Input {
  @IntegerBetween(0, 400) days: number;
  @ListOfValues({ type: 'integer', minimum: 1 }, 'must be a list of integers', { optional: true }) pauses?: number[];
}

class StreakV1Output {
  @AtLeast(0) score: number;
}

type Compute = (params: StreakV1Params, input: StreakV1Input) => unknown;

/** What is wrong with a version that computes like this. */
function lawsBrokenBy(compute: Compute, cases?: AlgorithmCases, declared: Partial<AlgorithmDefinition> = {}) {
  const contract = { params: StreakV1Params, input: StreakV1Input, output: StreakV1Output };
  @LearningAlgorithm({ key: 'streak', version: 'v1', ...contract, ...declared })
  class StreakV1Algorithm implements Algorithm<StreakV1Params, StreakV1Input> {
    compute(params: Readonly<StreakV1Params>, input: Readonly<StreakV1Input>) {
      return compute(params, input);
    }
  }
  return brokenLaws(StreakV1Algorithm, cases);
}

const good: Compute = ({ bonus }, { days }) => ({ score: bonus * days });
let calls = 0;

describe(brokenLaws.name, () => {
  it('finds nothing wrong with a version as it should be', () => {
    expect(lawsBrokenBy(good)).toEqual([]);
    expect(lawsBrokenBy(good, { inputs: [{ days: 4 }], params: [{ bonus: 1 }, {}] })).toEqual([]);
  });

  it('finds nothing wrong with a stub, nor with a version that rejects some of the inputs that were made up', () => {
    const stub = () => {
      throw new AlgorithmNotImplementedError('streak', 'v1');
    };
    const picky: Compute = (params, input) =>
      input.days > 200 ? rejectInputOf('streak', 'v1')(['days'], 'must be of one term') : good(params, input);

    expect(lawsBrokenBy(stub)).toEqual([]);
    expect(lawsBrokenBy(picky)).toEqual([]);
  });

  it.each<[string, Compute, object]>([
    [
      'throws',
      () => JSON.parse('{') as unknown,
      { law: 'computes', message: expect.stringContaining('streak v1 failed') as string },
    ],
    ['returns what JSON cannot hold', () => ({ score: 1n }), { law: 'computes', params: { bonus: 0.1 } }],
    [
      'changes its parameters',
      (params) => ({ score: (params.bonus += 1) }),
      { law: 'computes', message: expect.stringContaining('read only') as string },
    ],
    ['changes its input', (_params, input) => ({ score: (input.days += 1) }), { law: 'keeps-input' }],
    [
      'returns what its contract does not say',
      ({ bonus }, { days }) => ({ score: bonus * days - 1 }),
      { law: 'keeps-output-contract', message: 'output.score must be at least 0' },
    ],
    ['reads the clock', () => ({ score: new Date().getUTCDate() }), { law: 'deterministic' }],
    ['reads the clock in another way', () => ({ score: Math.floor(Date.now() / 1e7) }), { law: 'deterministic' }],
    ['draws random numbers', () => ({ score: Math.random() }), { law: 'deterministic' }],
    ['remembers earlier calls', () => ({ score: (calls += 1) }), { law: 'deterministic' }],
    [
      'rejects all inputs',
      () => rejectInputOf('streak', 'v1')(['days'], 'must be even and odd'),
      { law: 'takes-input', message: expect.stringContaining('streak.days must be even and odd') as string },
    ],
  ])('finds a version that %s', (_name, compute, law) => {
    expect(lawsBrokenBy(compute)).toMatchObject([law]);
  });

  it('shows the first case that breaks a law, which is a small one', () => {
    const [broken] = lawsBrokenBy(({ bonus }, { days, pauses = [] }) => ({
      score: pauses.length > 0 ? -1 : bonus * days,
    }));

    expect(broken).toMatchObject({ law: 'keeps-output-contract', params: { bonus: 0.1 } });
    expect((broken!.input as StreakV1Input).pauses).toHaveLength(1);
  });

  it('finds given parameters and inputs that the version does not take, all of them', () => {
    const inputs = [{ days: 4 }, { days: -1 }];

    expect(lawsBrokenBy(good, { params: [{}, { bonus: 2 }] })).toEqual([
      { law: 'takes-params', message: 'streak.bonus must be between 0 and 1', params: { bonus: 2 } },
    ]);
    expect(lawsBrokenBy(good, { inputs })).toEqual([
      {
        ...{ law: 'takes-input', message: 'streak.days must be an integer between 0 and 400' },
        ...{ params: { bonus: 0.1 }, input: { days: -1 } },
      },
    ]);
  });

  it('finds what is wrong with a declaration', () => {
    class BadParams {
      @Between(0, 1) bonus: number = 7;
    }
    const bad = { params: BadParams };

    expect(
      brokenLaws(
        class Undeclared implements Algorithm {
          compute = good as never;
        },
      ),
    ).toEqual([{ law: 'declared', message: 'Undeclared is not declared by @LearningAlgorithm.' }]);
    expect(lawsBrokenBy(good, {}, bad)).toMatchObject([
      { law: 'declared', message: expect.stringMatching(/BadParams/) as string },
    ]);
    expect(lawsBrokenBy(good, {}, { input: undefined })).toMatchObject([
      { law: 'takes-input', message: /Give inputs/ },
    ]);
  });

  it('takes an instance in place of one without arguments', () => {
    @LearningAlgorithm({ key: 'streak', version: 'v2', params: StreakV1Params, input: StreakV1Input })
    class StreakV2Algorithm implements Algorithm<StreakV1Params, StreakV1Input> {
      constructor(private readonly week: { days: number }) {}

      compute(params: Readonly<StreakV1Params>, { days }: Readonly<StreakV1Input>) {
        return { score: Math.min(days, this.week.days) };
      }
    }

    expect(brokenLaws(StreakV2Algorithm, { instance: new StreakV2Algorithm({ days: 7 }) })).toEqual([]);
    expect(brokenLaws(StreakV2Algorithm)).toMatchObject([{ law: 'computes' }]);
  });

  it('leaves the clock as it was', () => {
    const before = globalThis.Date;
    lawsBrokenBy(good);

    expect(globalThis.Date).toBe(before);
  });
});

@NotBoth('score', 'grade')
class Row {
  @Id() id: string;
  @UtcTime() at: string;
  @Inside(0, 1, { optional: true, orNull: true }) score?: number | null;
  @OneOf(['good', 'bad'], { optional: true }) grade?: 'good' | 'bad';
}

@ExactlyOne('rows', 'none')
class Contract {
  @ListOf(Row, { optional: true }) rows?: Row[];
  @IsBoolean({ optional: true }) none?: boolean;
  @IntegerAtLeast(3) least: number;
}

class Code {
  @MatchesSchema({ schema: { type: 'string', pattern: '^[A-Z]{12}$' }, reason: 'must be a code' }) code: string;
}

describe(generatedInputs.name, () => {
  it('makes up inputs of every kind that fit the contract, with short lists first', () => {
    const inputs = generatedInputs(Contract, 200, 's') as unknown as Contract[];
    const rows = inputs.flatMap((input) => input.rows ?? []);

    expect(inputs).toHaveLength(200);
    expect(new Set(inputs.map(({ none }) => none))).toEqual(new Set([undefined, true, false]));
    expect(new Set(rows.map(({ score }) => typeof score))).toEqual(new Set(['undefined', 'object', 'number']));
    expect(new Set(rows.map(({ grade }) => grade))).toEqual(new Set([undefined, 'good', 'bad']));
    expect(Math.max(...inputs.slice(0, 20).map((input) => input.rows?.length ?? 0))).toBe(1);
    expect(Math.max(...inputs.map((input) => input.rows?.length ?? 0))).toBe(8);
  });

  it('makes up the same for the same seed, and others for another', () => {
    const made = (seed: string) => JSON.stringify(generatedInputs(Contract, 20, seed));

    expect(made('one')).toBe(made('one'));
    expect(made('one')).not.toBe(made('other'));
  });

  it('makes up none where it cannot', () => {
    expect(generatedInputs(Code, 5, 's')).toEqual([]);
  });
});
