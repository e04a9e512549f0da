import { type DataSource } from 'typeorm';
import { migrationOptions } from '../../../src/database/data-source-options.js';
import { MigratingDataSource } from 'learning-engine/persistence';
import { schemaSnapshot } from './schema-snapshot.js';

type MigrationClass = new () => { up(): Promise<void>; down(): Promise<void>; name?: string };

/** The service's migrations, oldest first. */
export const serviceMigrations = [...(migrationOptions('').migrations as MigrationClass[])].sort((a, b) =>
  a.name.slice(-13).localeCompare(b.name.slice(-13)),
);

/** Works on the service's migrations: on the first `count` of them, on all but some if negative, or on all. */
export async function migrating<T>(
  url: string,
  work: (dataSource: MigratingDataSource) => Promise<T>,
  count?: number,
): Promise<T> {
  const options = { ...migrationOptions(url), migrations: serviceMigrations.slice(0, count) };
  const dataSource = await new MigratingDataSource(options).initialize();
  try {
    return await work(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

/** What migrations leave: the schema and the seeds, without ids and times. */
export async function migrated(dataSource: DataSource): Promise<string> {
  const [seeded] = await dataSource.query<object[]>("SELECT FROM pg_tables WHERE tablename = 'algo_params'");
  const seeds = seeded
    ? await dataSource.query<object[]>(
        `SELECT algo_key, version, status, description, params_json, checksum, is_active
           FROM algo_versions v LEFT JOIN algo_params p ON p.algo_version_id = v.id ORDER BY algo_key, version, checksum`,
      )
    : [];
  return [await schemaSnapshot(dataSource), ...seeds.map((row) => JSON.stringify(row))].join('\n');
}
