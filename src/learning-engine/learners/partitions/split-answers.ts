import { changeTables } from '../../database/partitions/change-tables.js';
import { type MigratingDataSource } from '../../database/migrating/migrating-data-source.js';
import { rejectOtherSchema } from '../../database/migrating/schema-state.js';
import { type Ask } from '../../database/partitions/run-partitions.js';
import { obstaclesTo, revokeAll, rulesOf, settlePartition } from '../../database/partitions/rules-of-table.js';
import { AnswersNotPartitionableError } from '../../errors/migration.errors.js';
import { readAnswerPartitions } from './answer-partitions.js';

const ANSWERS = 'learner_answers';

/** What the table is called until it is dropped, at the end of the same transaction. */
const OLD = 'learner_answers_old';

/** The owner and settings such as those of autovacuum: all else is in the definition of the table, or in its rules. */
const SETTINGS = `
  SELECT quote_ident(pg_get_userbyid(c.relowner)) AS owner, array_to_string(t.reloptions, ', ') AS storage
  FROM pg_class c LEFT JOIN pg_inherits i ON i.inhparent = c.oid JOIN pg_class t ON t.oid = coalesce(i.inhrelid, c.oid)
  WHERE c.oid = '${ANSWERS}'::regclass LIMIT 1`;

/**
 * Keeps the answers of learners in partitions by a hash of the learner. They are copied, in one transaction in which answers are neither
 * read nor recorded: it is for the beginning, or for a time without learners. Broken off, nothing is changed.
 *
 * @param count how many partitions, 2 to 1024
 * @returns whether anything was to be done: not where there are so many already
 * @throws AnswersNotPartitionableError, TablesInUseError, SchemaBehindError, SchemaNewerThanCodeError, PooledMigrationsError,
 * MigrationLockTimeoutError, MigrationLockLostError
 */
export const splitAnswers = (dataSource: MigratingDataSource, count: number): Promise<boolean> =>
  dataSource.underLock(async (queryRunner) => {
    await rejectOtherSchema(dataSource, queryRunner);
    const ask: Ask = (text, values) => queryRunner.query(text, values);
    if ((await readAnswerPartitions(ask))?.count === count) return false;
    const obstacles = await obstaclesTo(ask, { name: ANSWERS, key: 'learner_id' });
    if (obstacles.length > 0) throw new AnswersNotPartitionableError(obstacles);
    await changeTables(queryRunner, async () => {
      // All locks at once, in the order in which answers are recorded: those who wait for us hold nothing that we need.
      await ask('LOCK TABLE learners IN SHARE ROW EXCLUSIVE MODE');
      await ask(`LOCK TABLE ${ANSWERS} IN ACCESS EXCLUSIVE MODE`);
      await copyInto(ask, count);
    });
    await ask("SELECT set_config('lock_timeout', '0', false)");
    await ask(`ANALYZE ${ANSWERS}`); // autovacuum looks at each partition, never at all of them
    return true;
  });

async function copyInto(ask: Ask, count: number): Promise<void> {
  const { before, after } = await rulesOf(ask, ANSWERS, '_old');
  const [{ owner, storage }] = (await ask(SETTINGS)) as [{ owner: string; storage: string | null }];
  for (const statement of before) await ask(statement);
  await ask(`ALTER TABLE ${ANSWERS} RENAME TO ${OLD}`);
  await ask(`CREATE TABLE ${ANSWERS} (LIKE ${OLD} INCLUDING ALL EXCLUDING INDEXES) PARTITION BY HASH (learner_id)`);
  await ask(`ALTER TABLE ${ANSWERS} OWNER TO ${owner}`);
  await revokeAll(ask, ANSWERS);
  const names = Array.from({ length: count }, (_, part) => `${ANSWERS}_${count}_${String(part).padStart(4, '0')}`);
  for (const [part, name] of names.entries()) {
    await ask(`CREATE TABLE ${name} PARTITION OF ${ANSWERS} FOR VALUES WITH (MODULUS ${count}, REMAINDER ${part})`);
    if (storage !== null) await ask(`ALTER TABLE ${name} SET (${storage})`);
  }
  await ask(`INSERT INTO ${ANSWERS} SELECT * FROM ${OLD}`);
  for (const statement of after) await ask(statement); // once there are rows: indexes are built faster than they are filled
  for (const name of names) await settlePartition(ask, ANSWERS, name);
  await ask(`DROP TABLE ${OLD}`);
}
