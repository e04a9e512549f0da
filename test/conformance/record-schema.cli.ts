import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { DataSource } from 'typeorm';
import { loadEnv } from '../../src/config/load-env.js';
import { openDatabaseServer } from '../../src/database/database-server.js';
import { engineEntities, engineMigrations } from '../../src/learning-engine/index.js';
import { readSchemaItems } from '../../src/learning-engine/doctor/schema-items.js';
import { ENGINE_TABLES } from '../../src/learning-engine/doctor/schema.check.js';

/** Writes what the migrations make into the file that the doctor compares with: run it after adding a migration. */
const FILE = 'src/learning-engine/doctor/expected-schema.ts';

const server = await openDatabaseServer(loadEnv(), 'tool');
const admin = await new DataSource({ type: 'postgres', url: server.ownerUrl }).initialize();
await admin.query('DROP DATABASE IF EXISTS record_schema');
await admin.query('CREATE DATABASE record_schema');
const url = Object.assign(new URL(server.ownerUrl), { pathname: '/record_schema' }).href;
const scratch = await new DataSource({
  type: 'postgres',
  url,
  entities: engineEntities,
  migrations: engineMigrations,
  migrationsRun: true,
  uuidExtension: 'pgcrypto',
  installExtensions: false,
}).initialize();
const items = await readSchemaItems(scratch.manager, ENGINE_TABLES);
await scratch.destroy();
await admin.query('DROP DATABASE record_schema');
await admin.destroy();
await server.release();

const source = `import { type SchemaItems } from './schema-items.js';

/** What the migrations make, as PostgreSQL prints it. Written by \`npm run schema:record\`. */
export const expectedSchema: SchemaItems = ${JSON.stringify(items)};`;
await writeFile(FILE, await format(source, { ...(await resolveConfig(FILE)), parser: 'typescript' }));
