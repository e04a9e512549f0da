import { type SchemaState, schemaState } from '../database/migrating/schema-state.js';
import { type Finding } from '../doctor/finding.js';
import { type Target } from './target.js';

/** What is found in the database; where its schema is not that of the code, only that. */
export async function examine(target: Target, program: string): Promise<{ schema: SchemaState; findings: Finding[] }> {
  const dataSource = await target.connect();
  const schema = await schemaState(dataSource);
  const findings = migrationFindings(schema, program);
  if (findings.length > 0) return { schema, findings };
  const hosts = (await target.diagnose?.(dataSource)) ?? [];
  const doctor = await target.doctor();
  return { schema, findings: [...hosts, ...(await doctor.diagnose())] };
}

const migrationFindings = ({ pending, unknown }: SchemaState, program: string): Finding[] => [
  ...pending.map((subject) => finding('MIGRATION_PENDING', subject, 'has not run', `${program} migrate`)),
  ...unknown.map((subject) =>
    finding(
      'MIGRATION_UNKNOWN',
      subject,
      'ran, but is not in this code',
      'Deploy the code that has it; in an app with migrations of its own, give --app.',
    ),
  ),
];

const finding = (code: string, subject: string, problem: string, remedy: string): Finding => ({
  code,
  subject,
  message: `${subject} ${problem}`,
  remedy,
});
