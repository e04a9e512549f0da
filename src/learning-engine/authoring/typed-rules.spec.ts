import { type Algorithm } from './algorithm.js';
import { type Fold } from './fold.js';
import { LearningAlgorithm } from './learning-algorithm.decorator.js';
import { Between, IntegersAtLeast } from '../schema/number-rules.js';
import { shapeOf } from '../schema/rule.js';
import { ExactlyOne, IsBoolean, Id, ListOf, NotBoth, ObjectOf, OneOf, UtcTime } from '../schema/value-rules.js';

class Part {
  @Id() id: string;
}

// Each line below a comment must not compile: `npm run typecheck` fails where one does.

class Params {
  @Between(0, 1) share: number = 0.5;
  @Between(0, 1, { orNull: true }) floor: number | null = null;
  // @ts-expect-error a text is no number
  @Between(0, 1) name: string = '';
  // @ts-expect-error a list of texts is no list of integers
  @IntegersAtLeast(1) steps: string[] = [];
  // @ts-expect-error some values of the type are none of the rule's
  @OneOf(['slow', 'fast']) pace: 'slow' | 'fast' | 'still' = 'slow';
  // @ts-expect-error a number is no boolean
  @IsBoolean({ optional: true }) strict?: number;
  // @ts-expect-error a Date is no text
  @UtcTime() at: Date = new Date(0);
  // @ts-expect-error one object is no list
  @ListOf(Part) parts: Part = new Part();
  // @ts-expect-error another class
  @ObjectOf(Part) part: { id: number } = { id: 1 };
}

// @ts-expect-error a name that no field has
@NotBoth('id', 'ids')
// @ts-expect-error a name that no field has
@ExactlyOne('id', 'other')
class Misnamed {
  @Id() id: string;
}

class Input {
  @Id() id: string;
}

// @ts-expect-error another input than the one that is declared
@LearningAlgorithm({ key: 'typed', version: 'v1', params: Params, input: Input })
class OtherInputAlgorithm implements Algorithm {
  compute(_params: Params, _input: { days: number }) {
    return {};
  }
}

// @ts-expect-error another output than the one that is promised
@LearningAlgorithm({ key: 'typed', version: 'v2', params: Params, output: Part })
class OtherOutputAlgorithm implements Algorithm {
  compute() {
    return { id: 1 };
  }
}

// @ts-expect-error the parameters of another version
@LearningAlgorithm({ key: 'typed', version: 'v3', params: Params })
class OtherParamsAlgorithm implements Algorithm {
  compute(_params: { threshold: number }) {
    return {};
  }
}

const typedFold: Fold<Params, Part> = {
  ...{ revision: 1, refold: 'skill', contexts: ['exam'], scopes: () => [] },
  step: ([before]) => (before ? [{ ...before, state: { id: before.state.id } }] : []),
};
const otherFold: Fold<{ threshold: number }> = {
  ...{ revision: 1, refold: 'item', contexts: ['exam'], scopes: () => [], step: () => [] },
};

// @ts-expect-error a fold of other parameters
@LearningAlgorithm({ key: 'typed', version: 'v5', params: Params, fold: otherFold })
class OtherFoldAlgorithm implements Algorithm {
  compute(_params: Params) {
    return {};
  }
}

@LearningAlgorithm({ key: 'typed', version: 'v4', params: Params, input: Input, output: Part, fold: typedFold })
class TypedAlgorithm implements Algorithm<Params, Input, Part> {
  compute(_params: Readonly<Params>, { id }: Readonly<Input>): Part {
    return { id };
  }
}

describe('rules and their properties', () => {
  it('are still read at run time where the compiler was overruled', () => {
    const classes = [
      Params,
      Misnamed,
      OtherInputAlgorithm,
      OtherOutputAlgorithm,
      OtherParamsAlgorithm,
      OtherFoldAlgorithm,
      TypedAlgorithm,
    ];
    expect(classes.map((type) => shapeOf(type).fields.length + shapeOf(type).rules.length)).toEqual([
      9, 3, 0, 0, 0, 0, 0,
    ]);
  });
});
