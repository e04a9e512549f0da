import { MigratingDataSource } from 'learning-engine/persistence';
import { migrationOptions } from './data-source-options.js';
import { grantServiceRights } from './service-rights.js';

/**
 * Gives a role what the service uses in a database.
 *
 * @param ownerUrl of the database, with the owner of its tables
 * @param schema of the tables; default: the first one of the search_path
 */
export async function grantTo(role: string, ownerUrl: string, schema?: string): Promise<void> {
  const dataSource = await new MigratingDataSource(migrationOptions(ownerUrl, schema)).initialize();
  await dataSource
    .underLock((queryRunner) => grantServiceRights(queryRunner, role))
    .finally(() => dataSource.destroy());
}
