import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { DataSource } from 'typeorm';
import { loadEnv } from '../../src/config/load-env.js';
import { migrationOptions } from '../../src/database/data-source-options.js';
import { openDatabaseServer } from '../../src/database/database-server.js';
import { withScratchDatabase } from '../../src/demo/scratch-database.js';
import { engineMigrations } from 'learning-engine/persistence';
import { readSchemaItems } from '../../src/learning-engine/doctor/schema-items.js';
import { ENGINE_TABLES } from '../../src/learning-engine/doctor/schema.check.js';

/** Writes what the migrations make into the file that the doctor compares with: run it after adding a migration. */
const FILE = 'src/learning-engine/doctor/expected-schema.ts';

const server = await openDatabaseServer(loadEnv(), 'tool');
const items = await withScratchDatabase(server.ownerUrl, async (url) => {
  const scratch = await new DataSource({
    ...migrationOptions(url),
    entities: [],
    migrations: engineMigrations,
    migrationsRun: true,
  }).initialize();
  return readSchemaItems(scratch.manager, ENGINE_TABLES).finally(() => scratch.destroy());
}).finally(() => server.release());

const source = `import { type SchemaItems } from './schema-items.js';

/** What the migrations make, as PostgreSQL prints it. Written by \`npm run schema:record\`. */
export const expectedSchema: SchemaItems = ${JSON.stringify(items)};`;
await writeFile(FILE, await format(source, { ...(await resolveConfig(FILE)), parser: 'typescript' }));
