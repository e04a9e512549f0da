import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { loadEnv } from '../config/load-env.js';
import { dataSourceOptions } from './data-source-options.js';
import { openDatabaseServer } from './database-server.js';

const server = await openDatabaseServer(loadEnv(), 'tool');

/** Gives the server back when the command is done with it. */
class CommandDataSource extends DataSource {
  override async destroy(): Promise<void> {
    await super.destroy();
    await server.release();
  }
}

/** The DataSource of the migration commands. */
export const dataSource = new CommandDataSource(dataSourceOptions(server.url));
