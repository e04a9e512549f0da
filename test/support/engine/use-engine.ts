import { type DataSourceOptions } from 'typeorm';
import { type FormOfRuns, useTestDatabase } from '../database/test-database.js';
import { type Engine, openEngine, patientCallers } from './open-engine.js';

/** An engine on a seeded database of its own, for the tests of one file or `describe`; see `openEngine`. */
export function useEngine(
  options?: Parameters<typeof openEngine>[1],
  connection: Partial<DataSourceOptions> = patientCallers,
  form?: FormOfRuns,
): Engine {
  const database = useTestDatabase(form);
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine(database.url, options, connection);
  });
  afterAll(() => engine?.app.close());
  return {
    get app() {
      return engine.app;
    },
    get dataSource() {
      return engine.dataSource;
    },
    get registry() {
      return engine.registry;
    },
    get params() {
      return engine.params;
    },
    get runs() {
      return engine.runs;
    },
    get info() {
      return engine.info;
    },
    get execution() {
      return engine.execution;
    },
  };
}
