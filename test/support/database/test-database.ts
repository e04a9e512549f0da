import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Client } from 'pg';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../../src/database/data-source-options.js';
import { type TestDatabase, urlOf, useCopyOf } from './own-database.js';

const MIGRATION_FOLDERS = [
  'src/learning-engine/database/migrations',
  'src/learning-engine/evidence/migrations',
  'src/learning-engine/jobs/migrations',
  'src/learning-engine/learners/migrations',
  'src/users/migrations',
];

/** The migrations as they are now name the template, so a changed migration makes a new one. */
const templateName = (): string => {
  const files = MIGRATION_FOLDERS.flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)));
  const hash = createHash('sha256').update(files.map((file) => readFileSync(file, 'utf8')).join('\n'));
  return `template_${hash.digest('hex').slice(0, 16)}`;
};

/** Built by the first test file that needs it; the others wait at the lock and find it. */
async function ensureTemplate(client: Client): Promise<string> {
  const name = templateName();
  await client.query("SELECT pg_advisory_lock(hashtext('test template'))");
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
  if (!rowCount) {
    await client.query(`DROP DATABASE IF EXISTS ${name}_unfinished`);
    await client.query(`CREATE DATABASE ${name}_unfinished`);
    const dataSource = await new DataSource(dataSourceOptions(urlOf(`${name}_unfinished`))).initialize();
    await dataSource.runMigrations();
    await dataSource.destroy();
    await client.query(`ALTER DATABASE ${name}_unfinished RENAME TO ${name}`);
  }
  await client.query("SELECT pg_advisory_unlock(hashtext('test template'))");
  return name;
}

/** A migrated and seeded database of the service, for this test file alone. */
export const useTestDatabase = (): TestDatabase => useCopyOf(ensureTemplate);
