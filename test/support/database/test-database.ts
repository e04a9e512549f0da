import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Client } from 'pg';
import { DataSource } from 'typeorm';
import { makePartitions, type MigratingDataSource, splitAnswers } from 'learning-engine/persistence';
import { dataSourceOptions } from '../../../src/database/data-source-options.js';
import { migrating } from './migrating.js';
import { type TestDatabase, urlOf, useCopyOf } from './own-database.js';

const MIGRATION_FOLDERS = [
  'src/learning-engine/database/migrations',
  'src/learning-engine/database/partitions',
  'src/learning-engine/evidence/migrations',
  'src/learning-engine/jobs/migrations',
  'src/learning-engine/learners/migrations',
  'src/learning-engine/learners/partitions',
  'src/learning-engine/webhooks/migrations',
  'src/users/migrations',
];

/** The migrations as they are now name the template, so a changed migration makes a new one; so does what makes partitions. */
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

/** The same in another form; made by the first that needs it; the others wait at the lock and find it. */
async function ensureTemplateIn(form: keyof typeof CHANGES, client: Client): Promise<string> {
  const plain = await ensureTemplate(client);
  const name = `${plain}_${form.split(' ').at(-1)!}`;
  await client.query("SELECT pg_advisory_lock(hashtext('test template'))");
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
  if (!rowCount) {
    await client.query(`DROP DATABASE IF EXISTS ${name}_unfinished`);
    await client.query(`CREATE DATABASE ${name}_unfinished TEMPLATE ${plain}`);
    await migrating(urlOf(`${name}_unfinished`), CHANGES[form]);
    await client.query(`ALTER DATABASE ${name}_unfinished RENAME TO ${name}`);
  }
  await client.query("SELECT pg_advisory_unlock(hashtext('test template'))");
  return name;
}

const CHANGES = {
  'by months': (dataSource: MigratingDataSource): Promise<unknown> => makePartitions(dataSource, 2),
  'in partitions': (dataSource: MigratingDataSource): Promise<unknown> => splitAnswers(dataSource, 3),
};

/** How the runs are kept: everything that is true of one form is true of the other. */
export const FORMS_OF_RUNS = ['in one table', 'by months'] as const;
export type FormOfRuns = (typeof FORMS_OF_RUNS)[number];

/** How answers are kept: as with runs. */
export const FORMS_OF_ANSWERS = ['in one table', 'in partitions'] as const;

/** A migrated and seeded database of the service, for the tests of this file, or of this `describe`, alone. */
export const useTestDatabase = (form: FormOfRuns | (typeof FORMS_OF_ANSWERS)[number] = 'in one table'): TestDatabase =>
  useCopyOf((client) => (form === 'in one table' ? ensureTemplate(client) : ensureTemplateIn(form, client)));
