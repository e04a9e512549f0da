import 'reflect-metadata';
import { loadEnv } from '../config/load-env.js';
import { migrationOptions } from './data-source-options.js';
import { openDatabaseServer } from './database-server.js';
import { MigratingDataSource } from 'learning-engine/persistence';
import { grantsOf } from './service-rights.js';

const server = await openDatabaseServer(loadEnv(), 'tool');

/** Gives the server back when the command is done with it. */
class CommandDataSource extends MigratingDataSource {
  override async destroy(): Promise<void> {
    await super.destroy();
    await server.release();
  }
}

/** The DataSource of the migration commands. */
export const dataSource = new CommandDataSource(migrationOptions(server.ownerUrl), {
  afterMigrations: grantsOf(server),
});
