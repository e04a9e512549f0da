import 'reflect-metadata';
import { loadEnv } from '../config/load-env.js';
import { migrationOptions } from '../database/data-source-options.js';
import { MigratingDataSource } from 'learning-engine/persistence';
import { openDatabaseServer } from '../database/database-server.js';
import { grantServiceRights, serviceRoleOf } from '../database/service-rights.js';

const USAGE = `Grants a role the rights that the service uses, and revokes its other rights on the tables.
Usage: npm run database:grant [-- <role>]
Without a role, it is the one of DATABASE_URL. Connects with DATABASE_OWNER_URL.`;

/** Exit code: 0 when it is done, 1 when it failed, 2 when there is no role to give to. */
async function main(): Promise<void> {
  const server = await openDatabaseServer(loadEnv(), 'tool');
  try {
    const [given, ...more] = process.argv.slice(2);
    const role = given ?? serviceRoleOf(server);
    if (!role || role.startsWith('-') || more.length > 0) return fail(2, USAGE);
    const dataSource = await new MigratingDataSource(migrationOptions(server.ownerUrl)).initialize();
    await dataSource
      .underLock((queryRunner) => grantServiceRights(queryRunner, role))
      .finally(() => dataSource.destroy());
    process.stdout.write(`The role ${role} has the rights of the service.\n`);
  } finally {
    await server.release();
  }
}

function fail(code: number, message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = code;
}

await main().catch((error: unknown) => fail(1, (error as Error).message));
