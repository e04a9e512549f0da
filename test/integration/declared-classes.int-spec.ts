import { Test } from '@nestjs/testing';
import { IsString, Max } from 'class-validator';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ConsoleLogger, type Type } from '@nestjs/common';
import { dataSourceOptions } from '../../src/database/data-source-options.js';
import { InvalidAlgorithmError, LearningEngineModule, ParamsService } from 'learning-engine';
import {
  type Algorithm,
  AtLeast,
  Between,
  Id,
  LearningAlgorithm,
  ListOfValues,
  MatchesSchema,
} from 'learning-engine/authoring';
import { useTestDatabase } from '../support/database/test-database.js';

class Valid {
  @Between(0, 1) half: number = 0.5;
}
class OtherDecorators extends Valid {
  @Max(9, { message: 'must not exceed 9' }) own: number = 1;
  @IsString() text: string = '';
  free: unknown = null;
}
class WithoutDefault extends Valid {
  @Between(0, 1) other: number;
}
class WrongDefault extends Valid {
  @Between(0, 1) other: number = 8;
}
class BreaksItsCrossRule extends Valid {
  static crossRules = [() => ({ path: ['half'], reason: 'must be whole' })];
}
class NeedsArguments extends Valid {
  constructor(readonly given: { value: number }) {
    super();
    this.half = given.value;
  }
}
class NoSchema {
  @MatchesSchema({ schema: { type: 'sentence' }, reason: 'must be a sentence' }) text: string;
}
class NoLength {
  @MatchesSchema({ schema: { minLength: -1 }, reason: 'must be a text' }) text: string;
}
class TwoRules extends Valid {
  @AtLeast(0) @Between(0, 1) other: number = 0.5;
}
class TwoOptionalRules {
  @AtLeast(0, { optional: true }) @Between(0, 1, { optional: true }) maybe?: number;
}
class OtherRange extends Valid {
  @Between(0, 2) declare half: number;
  constructor() {
    super();
    this.half = 1.5;
  }
}
const texts = { type: 'array', items: { type: 'string' } };
const point = { type: 'object', properties: { x: { type: 'number' } }, required: ['x'] };
class OwnSchemas {
  @MatchesSchema({ schema: texts, reason: 'must be a list of texts' }) texts: string[] = [];
  @MatchesSchema({ schema: point, reason: 'must be a point' }, { orNull: true }) point: object | null = null;
  @MatchesSchema({ schema: { allOf: [{ type: 'number' }, { minimum: 3 }] }, reason: 'must be 3 or more' })
  three: number = 3;
  @ListOfValues(texts, 'must be a list of lists of texts') lists: string[][] = [];
}
class Contract {
  @Id() id: string;
}
class NotDecorated {
  id: string;
}

const algorithm = (definition: object): Type<Algorithm> => {
  @LearningAlgorithm({ key: 'declared', version: 'v1', params: Valid, ...definition })
  class DeclaredAlgorithm implements Algorithm {
    compute(): object {
      return {};
    }
  }
  return DeclaredAlgorithm;
};

describe('what an algorithm class declares', () => {
  const database = useTestDatabase();
  const boot = (definition: object) =>
    Test.createTestingModule({
      imports: [
        TypeOrmModule.forRoot({ ...dataSourceOptions(database.url), retryAttempts: 0 }),
        LearningEngineModule.forRoot({ algorithms: [algorithm(definition)] }),
      ],
    })
      .setLogger(new ConsoleLogger({ logLevels: [] }))
      .compile()
      .then(async (module) => {
        await module.init().finally(() => module.close());
        return module;
      });

  it('is taken when it is in order', async () => {
    await expect(boot({ input: Contract, output: Contract })).resolves.toBeDefined();
  });

  it('may say it with the decorators of class-validator', async () => {
    const module = await boot({ params: OtherDecorators });
    const validate = (params: object) => module.get(ParamsService).validateParams('declared', 'v1', params);

    expect(validate({ own: 9, text: 'a', free: [{}] })).toEqual({ valid: true });
    expect(validate({ text: 1, own: 10, half: 2 })).toEqual({
      valid: false,
      error: 'declared.half must be between 0 and 1 (and 2 more)',
      problems: [
        { pointer: '/half', reason: 'must be between 0 and 1', message: 'declared.half must be between 0 and 1' },
        { pointer: '/own', reason: 'must not exceed 9', message: 'declared.own must not exceed 9' },
        { pointer: '/text', reason: 'must be a string', message: 'declared.text must be a string' },
      ],
      problemCount: 3,
    });
  });

  it.each([
    [{ texts: ['a', 1, 2] }, 'texts', 'must be a list of texts'],
    [{ point: { x: 'a' } }, 'point', 'must be a point or null'],
    [{ point: {} }, 'point', 'must be a point or null'],
    [{ three: 2 }, 'three', 'must be 3 or more'],
    [{ lists: [[], ['a', 1], [2]] }, 'lists', 'must be a list of lists of texts'],
  ])('may say it with any JSON Schema: its sentence speaks for all that is in it: %#', async (set, name, reason) => {
    const module = await boot({ params: OwnSchemas });
    const message = `declared.${name} ${reason}`;

    expect(module.get(ParamsService).validateParams('declared', 'v1', set)).toEqual({
      valid: false,
      error: message,
      problems: [{ pointer: `/${name}`, reason, message }],
      problemCount: 1,
    });
  });

  it('may have another rule for what it inherits', async () => {
    const module = await boot({ params: OtherRange });
    const validate = (params: object) => module.get(ParamsService).validateParams('declared', 'v1', params);

    expect(validate({ half: 2 })).toEqual({ valid: true });
    expect(validate({ half: 3 })).toMatchObject({ valid: false, error: 'declared.half must be between 0 and 2' });
  });

  it.each<[object, string]>([
    [{ params: TwoRules }, 'the rules of TwoRules cannot judge its defaults: TypeError: TwoRules.other has two rules'],
    [{ input: TwoOptionalRules }, 'TwoOptionalRules.maybe has two rules: leave one'],
    [{ key: 'sessions' }, 'key "sessions" is reserved: it is a path of the HTTP API'],
    [{ key: 'audit' }, 'key "audit" is reserved'],
    [{ params: WithoutDefault }, 'WithoutDefault.other has no default. Give the property an initialiser.'],
    [{ params: WrongDefault }, 'the defaults of WrongDefault break its rules: declared.other must be between 0 and 1'],
    [{ params: BreaksItsCrossRule }, 'the defaults of BreaksItsCrossRule break its rules: declared.half must be whole'],
    [{ params: NeedsArguments }, 'NeedsArguments must be constructible without arguments'],
    [{ input: NotDecorated }, 'input must be a class whose properties have rules'],
    [{ output: {} }, 'output must be a class whose properties have rules'],
    [{ input: NoSchema }, 'the rules of NoSchema are not valid JSON Schema'],
    [{ output: NoLength }, 'the rules of NoLength are not valid JSON Schema'],
  ])('stops the boot otherwise: %#', async (definition, message) => {
    const booting = boot(definition);

    await expect(booting).rejects.toBeInstanceOf(InvalidAlgorithmError);
    await expect(booting).rejects.toThrow(message);
  });
});
