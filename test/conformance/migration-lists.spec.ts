import { readdirSync } from 'node:fs';
import { engineMigrations } from '../../src/learning-engine/database/migrations/engine-migrations.js';
import { evidenceMigrations } from '../../src/learning-engine/evidence/migrations/evidence-migrations.js';
import { jobMigrations } from '../../src/learning-engine/jobs/migrations/job-migrations.js';
import { learnerMigrations } from '../../src/learning-engine/learners/migrations/learner-migrations.js';
import { webhookMigrations } from '../../src/learning-engine/webhooks/migrations/webhook-migrations.js';
import { controlMigrations } from '../../src/tenants/migrations/control-migrations.js';
import { userMigrations } from '../../src/users/migrations/user-migrations.js';

const fileNames = (folder: string) => readdirSync(folder).filter((name) => /^\d+-/.test(name));

/** CreateEngineTables1795000000001 → 1795000000001-create-engine-tables.ts */
const fileNameOf = ({ name }: { name: string }) => {
  const [, words, timestamp] = /^(\D.*?)(\d{13})$/.exec(name)!;
  return `${timestamp}${words!.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.ts`;
};

describe.each([
  ['src/learning-engine/database/migrations', engineMigrations],
  ['src/learning-engine/jobs/migrations', jobMigrations],
  ['src/learning-engine/learners/migrations', learnerMigrations],
  ['src/learning-engine/evidence/migrations', evidenceMigrations],
  ['src/learning-engine/webhooks/migrations', webhookMigrations],
  ['src/users/migrations', userMigrations],
  ['src/tenants/migrations', controlMigrations],
])('the list of migrations in %s', (folder, migrations: { name: string }[]) => {
  it('has every file of the folder, in the order of their timestamps', () => {
    expect(migrations.map(fileNameOf)).toEqual(fileNames(folder).sort());
  });
});
