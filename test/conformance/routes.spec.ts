import { DiscoveryModule, DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { AppModule } from '../../src/app.module.js';
import { Access } from '../../src/auth/access.decorator.js';
import { useTestDatabase } from '../support/test-database.js';
import { testEnv } from '../support/use-service.js';

/** Routes that need no token, each with the reason. */
const PUBLIC: string[] = [
  'ProblemsController.getProblems', // what the problems of refusals mean
  'HealthController.getLive', // process managers have no token
  'HealthController.getReady', // nor have load balancers
  'MetricsController.getMetrics', // nor have scrapers; only with METRICS=true
];

describe('every route', () => {
  const database = useTestDatabase();

  it('declares who may call it', async () => {
    const imports = [
      AppModule.forRoot({ ...testEnv, METRICS: true }, { url: database.url, migrate: false }),
      DiscoveryModule,
    ];
    const module = await Test.createTestingModule({ imports }).compile();
    const reflector = new Reflector();
    const routes = module
      .get(DiscoveryService)
      .getControllers()
      .flatMap(({ metatype, instance }) =>
        new MetadataScanner()
          .getAllMethodNames(Object.getPrototypeOf(instance) as object)
          .map((method) => ({
            name: `${metatype!.name}.${method}`,
            handler: (instance as Record<string, () => unknown>)[method]!,
            controller: metatype as () => unknown,
          }))
          .filter(({ handler }) => Reflect.hasMetadata('path', handler)),
      );
    await module.close();

    const categories = new Map(
      routes.map(({ name, handler, controller }) => [name, reflector.getAllAndOverride(Access, [handler, controller])]),
    );
    expect(categories.size).toBeGreaterThan(0);
    expect([...categories].filter(([, category]) => category === undefined)).toEqual([]);
    expect([...categories].filter(([, category]) => category === 'public').map(([name]) => name)).toEqual(PUBLIC);
  });
});
