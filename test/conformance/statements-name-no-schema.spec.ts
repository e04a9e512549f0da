import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A table, sequence or function behind a schema, where a statement has one. Columns of a table have names of one or more parts, too. */
const NAMED =
  /(?<!DISTINCT\s|epoch\s)\b(?:FROM|JOIN|INTO|UPDATE|TRUNCATE|TABLE|SCHEMA|SET search_path)\b(?:\s+(?:ONLY|IF\s+(?:NOT\s+)?EXISTS))*\s+(?:"?\w+"?|\$\{[^}]*\})\s*\.\s*(?:"?\w+|\$\{)|\bSCHEMA\s+(?:IF\s+(?:NOT\s+)?EXISTS\s+)?(?:\$\{|"|[a-z])/g;

/** Those that have to name one, and why. */
const MAY: Readonly<Record<string, string>> = {
  'src/learning-engine/doctor/jobs.check.ts': 'the queue, in the schema that belongs to that of the engine',
  'src/database/service-rights.ts': 'rights on the schema in which the connection is',
  'src/tenants/control-database.ts': 'the schema of the table of tenants, which has no rows of a school',
  'src/tenants/tenant-table.ts': 'the schema of a tenant is made and dropped, by its owner',
};

/** Functions of the database, which migrations make, find their tables in the schema in which they were made, wherever they are called. */
const NO_STATEMENTS = /\/(node_modules|dist|migrations)\/|^src\/admin\/|\.spec\.ts$|\/expected-schema\.ts$/;

describe('statements', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .map((file) => join('src', file))
    .filter((file) => file.endsWith('.ts') && !NO_STATEMENTS.test(file))
    .sort();
  const found = (file: string) => [...readFileSync(file, 'utf8').matchAll(NAMED)].map(([text]) => text);

  it('name no schema: the connection has one', () => {
    expect(files.length).toBeGreaterThan(500);
    const named = files.map((file) => [file, found(file)] as const).filter(([, texts]) => texts.length > 0);
    expect(named.filter(([file]) => !(file in MAY))).toEqual([]);
    expect(Object.keys(MAY).filter((file) => !named.some(([name]) => name === file))).toEqual([]);
  });
});
