import { readFileSync } from 'node:fs';
import { engineProblems } from 'learning-engine/http';

/** Errors that no caller of a route can do anything about, each with the reason why no route answers by it. */
const INTERNAL: Readonly<Record<string, string>> = {
  DATABASE_UNREACHABLE: 'of migrations',
  DUPLICATE_ALGORITHM: 'stops the boot',
  FEED_EXPIRED: 'of readers of the feed, which no route reads',
  INVALID_ALGORITHM: 'stops the boot',
  INVALID_DATA_SOURCE: 'stops the boot',
  INVALID_JOB_KIND: 'stops the boot',
  JOB_FAILED: 'ends a job, whose record has it',
  JOB_QUEUE_UNUSABLE: 'stops the boot',
  MIGRATIONS_THROUGH_POOLER: 'of migrations',
  MIGRATION_LOCK_LOST: 'of migrations',
  MIGRATION_LOCK_TIMEOUT: 'of migrations',
  NOT_INITIALISED: 'of an application that serves nothing yet',
  NO_DATABASE: 'of EngineTestingModule, which has no routes',
  OUT_OF_MEMORY: 'ends a job, whose record has it',
  SCHEMA_BEHIND: 'of commands',
  SCHEMA_NEWER_THAN_CODE: 'of migrations',
  ANSWERS_NOT_PARTITIONABLE: 'of migrations',
  RUNS_NOT_PARTITIONABLE: 'of migrations',
  RUNS_NOT_RETIRABLE: 'of migrations',
  TABLES_IN_USE: 'of migrations',
  VERSION_IN_USE: 'of unseedAlgorithmVersion, in migrations',
};

const codesIn = (file: string): string[] =>
  [...readFileSync(`src/learning-engine/errors/${file}`, 'utf8').matchAll(/ code = '(\w+)'/g)].map(([, code]) => code!);

describe('errors of the engine over HTTP', () => {
  it('are each a problem of its own, but for these', () => {
    const internal = Object.entries(engineProblems).filter(([, problem]) => problem === 'internal-error');
    expect(internal.map(([code]) => code).sort()).toEqual(Object.keys(INTERNAL).sort());
  });

  it.each(['learner.errors.ts', 'input.errors.ts', 'evidence.errors.ts'])(
    'those of %s are what callers can do something about',
    (file) => {
      const problems = codesIn(file).map((code) => [code, engineProblems[code as keyof typeof engineProblems]]);
      expect(problems.length).toBeGreaterThan(0);
      expect(problems.filter(([, problem]) => problem === undefined || problem === 'internal-error')).toEqual([]);
    },
  );
});
