/** Runs the gated migrations in a process that a test can kill: `migrate.cli.ts <url>`. */
import 'reflect-metadata';
import { MigratingDataSource } from 'learning-engine/persistence';
import { gatedOptions } from './gated-migrations.js';

const dataSource = new MigratingDataSource(gatedOptions(process.argv[2]!));
await dataSource.initialize();
try {
  await dataSource.runMigrations();
} finally {
  await dataSource.destroy();
}
