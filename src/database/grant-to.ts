import { MigratingDataSource } from 'learning-engine/persistence';
import { migrationOptions } from './data-source-options.js';
import { grantServiceRights } from './service-rights.js';

/**
 * Gives a role what the service uses in a database.
 *
 * @param ownerUrl of the database, with the owner of its tables
 */
export async function grantTo(role: string, ownerUrl: string): Promise<void> {
  const dataSource = await new MigratingDataSource(migrationOptions(ownerUrl)).initialize();
  await dataSource
    .underLock((queryRunner) => grantServiceRights(queryRunner, role))
    .finally(() => dataSource.destroy());
}
