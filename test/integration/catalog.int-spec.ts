import { type DynamicModule, Global, Injectable, Module, Scope, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import {
  AlgorithmNotImplementedError,
  DuplicateAlgorithmError,
  InvalidAlgorithmError,
  LearningEngineModule,
  ParamsService,
  RegistryService,
} from 'learning-engine';
import { MasteryV0Algorithm } from 'learning-engine/algorithms';
import { type Algorithm, Between, LearningAlgorithm } from 'learning-engine/authoring';
import { useTestDatabase } from '../support/database/test-database.js';
import { useDataSource } from '../support/database/use-data-source.js';

class HalfParams {
  @Between(0, 1) half: number = 0.5;
}

@LearningAlgorithm({ key: 'mastery', version: 'v0', params: HalfParams })
class SecondMasteryAlgorithm implements Algorithm {
  compute(): null {
    return null;
  }
}

@LearningAlgorithm({ key: 'half', version: 'v1', params: HalfParams })
class HalfAlgorithm implements Algorithm {
  compute(): null {
    return null;
  }
}

@LearningAlgorithm({ key: 'Half Price', version: 'v1', params: HalfParams })
class BadlyNamedAlgorithm implements Algorithm {
  compute(): null {
    return null;
  }
}

// @ts-expect-error The compiler rejects it, too.
@LearningAlgorithm({ key: 'half', version: 'v2', params: HalfParams })
class WithoutComputeAlgorithm {}

@LearningAlgorithm({ key: 'half', version: 'v3' } as never)
class WithoutParamsAlgorithm implements Algorithm {
  compute(): null {
    return null;
  }
}

@LearningAlgorithm({ version: 'v3', params: HalfParams } as never)
class WithoutKeyAlgorithm implements Algorithm {
  compute(): null {
    return null;
  }
}

@LearningAlgorithm({ key: 'half', version: 'v6', params: HalfParams, fold: { revision: 1 } as never })
class WronglyFoldingAlgorithm implements Algorithm {
  compute(): null {
    return null;
  }
}

class UndecoratedAlgorithm implements Algorithm {
  compute(): null {
    return null;
  }
}

@Injectable({ scope: Scope.REQUEST })
class OfOneRequest {}

@LearningAlgorithm({ key: 'half', version: 'v4', params: HalfParams })
class RequestScopedAlgorithm implements Algorithm {
  constructor(readonly dependency: OfOneRequest) {}

  compute(): null {
    return null;
  }
}

@Injectable({ scope: Scope.TRANSIENT })
@LearningAlgorithm({ key: 'half', version: 'v5', params: HalfParams })
class TransientAlgorithm implements Algorithm {
  compute(): null {
    return null;
  }
}

describe('the catalog of algorithms', () => {
  const dataSource = useDataSource(useTestDatabase());
  const boot = async (engine: DynamicModule, providers: Type[] = [], imports: Type[] = []) => {
    @Global()
    @Module({ providers: [{ provide: DataSource, useFactory: dataSource }], exports: [DataSource] })
    class HostDatabase {}
    @Module({ imports: [HostDatabase, engine, ...imports], providers })
    class Host {}
    return NestFactory.createApplicationContext(Host, { logger: false, abortOnError: false });
  };

  it('finds the five stubs, each an injectable provider whose compute throws', async () => {
    const app = await boot(LearningEngineModule.forRoot());
    try {
      expect(() => app.get(MasteryV0Algorithm).compute({ ...new HalfParams() } as never, { attempts: [] })).toThrow(
        AlgorithmNotImplementedError,
      );
      for (const key of ['mastery', 'revision', 'difficulty', 'adaptive', 'mistakes']) {
        expect(app.get(ParamsService).validateParams(key, 'v0', {})).toEqual({ valid: true });
      }
    } finally {
      await app.close();
    }
  });

  it('finds algorithms given to forRoot, and those provided by any other module', async () => {
    for (const app of [
      await boot(LearningEngineModule.forRoot({ algorithms: [HalfAlgorithm] })),
      await boot(LearningEngineModule.forRoot({ isGlobal: true }), [HalfAlgorithm]),
    ]) {
      expect(app.get(ParamsService).getDefaultParams('half', 'v1')).toEqual({ half: 0.5 });
      await app.close();
    }
  });

  it('is there for modules that do not import the engine, if it is global', async () => {
    @Injectable()
    class Feature {
      constructor(
        readonly registry: RegistryService,
        readonly mastery: MasteryV0Algorithm,
        readonly half: HalfAlgorithm,
      ) {}
    }
    @Module({ providers: [Feature] })
    class FeatureModule {}
    const engine = (isGlobal: boolean) => LearningEngineModule.forRoot({ isGlobal, algorithms: [HalfAlgorithm] });

    const app = await boot(engine(true), [], [FeatureModule]);
    expect(await app.get(Feature, { strict: false }).registry.resolveActive('mastery')).not.toBeNull();
    await app.close();
    await expect(boot(engine(false), [], [FeatureModule])).rejects.toThrow("can't resolve dependencies of the Feature");
  });

  it('takes a factory that has nothing to say', async () => {
    const app = await boot(LearningEngineModule.forRootAsync({ useFactory: () => undefined as never }));
    await app.close();
  });

  it('takes one class provided twice as one', async () => {
    const app = await boot(LearningEngineModule.forRoot({ algorithms: [HalfAlgorithm] }), [HalfAlgorithm]);
    await app.close();
  });

  it.each<[string, Type, new (...args: never[]) => Error, string]>([
    [
      'a second class with the same key and version',
      SecondMasteryAlgorithm,
      DuplicateAlgorithmError,
      'are both registered as mastery v0. Give one of them another version.',
    ],
    ['a bad name', BadlyNamedAlgorithm, InvalidAlgorithmError, 'BadlyNamedAlgorithm: key "Half Price"'],
    ['no params', WithoutParamsAlgorithm, InvalidAlgorithmError, 'params must be a class'],
    ['no key', WithoutKeyAlgorithm, InvalidAlgorithmError, 'key "undefined"'],
    ['no decorator', UndecoratedAlgorithm, InvalidAlgorithmError, 'is not declared by @LearningAlgorithm'],
    [
      'a wrong fold',
      WronglyFoldingAlgorithm,
      InvalidAlgorithmError,
      'fold.refold must be one of skill, item, learner.',
    ],
    ['no compute', WithoutComputeAlgorithm, InvalidAlgorithmError, 'must have a method compute'],
  ])('stops the boot on %s', async (_name, algorithm, error, message) => {
    const booting = boot(LearningEngineModule.forRoot({ algorithms: [algorithm as Type<Algorithm>] }));

    await expect(booting).rejects.toBeInstanceOf(error);
    await expect(booting).rejects.toThrow(message);
  });

  it.each<Type<Algorithm>>([RequestScopedAlgorithm, TransientAlgorithm])(
    'stops the boot on %p: its instances are not made by then',
    async (algorithm) => {
      const booting = boot(LearningEngineModule.forRoot(), [algorithm, OfOneRequest]);

      await expect(booting).rejects.toBeInstanceOf(InvalidAlgorithmError);
      await expect(booting).rejects.toThrow(`${algorithm.name}: one instance serves all runs`);
    },
  );

  it.each([
    [{ paramsBytes: 0 }, 'limits.paramsBytes must be a positive number'],
    [{ jsonDepth: '3' }, 'limits.jsonDepth must be a number'],
    [{ depth: 3 }, 'limits.depth is not a known setting'],
    [{ paramsBytes: 131_073 }, 'limits.paramsBytes must be at most 131072'],
    [{ summaryBytes: 131_073 }, 'limits.summaryBytes must be at most 131072'],
    [{ jsonDepth: 501 }, 'limits.jsonDepth must be at most 500'],
    [{ errorMessageBytes: 131_073 }, 'limits.errorMessageBytes must be at most 131072'],
  ])('stops the boot on the limits %j', async (limits, message) => {
    await expect(boot(LearningEngineModule.forRoot({ limits: limits as object }))).rejects.toThrow(message);
  });

  it.each([
    [{ leaseSeconds: Number.MAX_SAFE_INTEGER }, 'runs.leaseSeconds must be at most 1000000000'],
    [{ sweepSeconds: 30 * 86_400 }, 'runs.sweepSeconds must be at most 2147483'],
  ])('stops the boot on the settings of runs %j', async (runs, message) => {
    await expect(boot(LearningEngineModule.forRoot({ runs }))).rejects.toThrow(message);
  });

  it.each([-1, NaN, Infinity])('stops the boot on the maximum age %p', async (maxAgeMs) => {
    await expect(boot(LearningEngineModule.forRoot({ registry: { maxAgeMs } }))).rejects.toThrow(
      'registry.maxAgeMs must be 0 or a positive number',
    );
  });
});
