import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../../src/database/data-source-options.js';
import { type TestDatabase } from './own-database.js';

/** A DataSource of the service's options on a test database, for the tests of one file. */
export function useDataSource(database: TestDatabase): () => DataSource {
  let dataSource: DataSource;
  beforeAll(async () => {
    dataSource = await new DataSource(dataSourceOptions(database.url)).initialize();
  });
  afterAll(() => dataSource?.destroy());
  return () => dataSource;
}
