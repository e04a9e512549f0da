import { type INestApplicationContext } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { TypeOrmModule } from '@nestjs/typeorm';
import { dataSourceOptions } from '../../src/database/data-source-options.js';
import {
  EngineNotInitialisedError,
  ExecutionService,
  LearningEngineModule,
  ReadinessService,
  RegistryQueries,
} from 'learning-engine';
import { useTestDatabase } from '../support/database/test-database.js';

describe('an application that was compiled, and not initialised', () => {
  const database = useTestDatabase();

  it('is told so, whatever it asks of the algorithms, and works once it is', async () => {
    const module = await Test.createTestingModule({
      imports: [TypeOrmModule.forRoot(dataSourceOptions(database.url)), LearningEngineModule.forRoot()],
    }).compile();
    const execute = (app: INestApplicationContext) =>
      app.get(ExecutionService).execute('mastery', { states: [], events: [] }, { version: 'v1' });
    try {
      for (const question of [
        () => execute(module),
        () => module.get(RegistryQueries).listVersions(),
        () => module.get(ReadinessService).check(),
      ]) {
        await expect(question()).rejects.toBeInstanceOf(EngineNotInitialisedError);
        await expect(question()).rejects.toThrow('await module.init()');
      }
      await module.init();
      expect(await execute(module)).toMatchObject({ runId: expect.any(String) as string });
    } finally {
      await module.close();
    }
  });
});
