import { expectedSchema } from './expected-schema.js';
import { type Check, type Finding } from './finding.js';
import { isSameDefinition } from './same-definition.js';
import { readSchemaItems } from './schema-items.js';

/** The tables of the engine. */
export const ENGINE_TABLES = [
  'algo_versions',
  'algo_params',
  'algo_runs',
  'algo_activations',
  'idempotency_keys',
  'engine_events',
  'job_runs',
  'gate_settings',
  'job_schedules',
  'job_schedule_changes',
  'session_pins',
  'run_retirements',
  'run_failures',
];

/** Everything that the migrations made is there, and unchanged. What a host added is its own business. */
export const checkSchema: Check = async (manager) => {
  const found = await readSchemaItems(manager, ENGINE_TABLES);
  return Object.entries(expectedSchema).flatMap(([subject, definition]): Finding[] => {
    const actual = found[subject];
    if (actual !== undefined && isAsExpected(subject, actual, definition)) return [];
    return actual === undefined
      ? [
          {
            code: 'SCHEMA_MISSING',
            subject,
            message: `${subject} is missing`,
            remedy: `Run the migrations. If they have run, restore it: ${definition}`,
          },
        ]
      : [
          {
            code: 'SCHEMA_CHANGED',
            subject,
            message: `${subject} is ${actual}`,
            remedy: `Restore it: ${definition}`,
          },
        ];
  });
};

/** A dump takes the text of a function as it is; all else is printed anew. */
const isAsExpected = (subject: string, actual: string, expected: string): boolean =>
  subject.startsWith('function ') ? actual === expected : isSameDefinition(actual, expected);
