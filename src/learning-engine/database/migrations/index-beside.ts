import { type QueryRunner } from 'typeorm';
import { givingWay } from '../migrating/giving-way.js';

/**
 * Builds an index of a table beside those who write it, in no transaction; repeatable. Of a table in partitions PostgreSQL cannot do
 * that: it is built for one partition after the other, and valid once each has its part.
 */
export async function indexBeside(queryRunner: QueryRunner, table: string, name: string, rows: string): Promise<void> {
  const partitions = (await queryRunner.query(
    `SELECT p.relname AS partition, left(p.relname, 30) || substr($2, 1, 33) AS part
     FROM pg_class t JOIN pg_inherits i ON i.inhparent = t.oid JOIN pg_class p ON p.oid = i.inhrelid
     WHERE t.oid = to_regclass($1) AND t.relkind = 'p' ORDER BY p.relname`,
    [table, name.slice(name.indexOf('_'))],
  )) as { partition: string; part: string }[];
  if (partitions.length === 0) {
    await queryRunner.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`); // of an attempt that was broken off
    await queryRunner.query(`CREATE INDEX CONCURRENTLY ${name} ON ${table} ${rows}`);
    return;
  }
  await givingWay(queryRunner, {}, async () => {
    await queryRunner.query(`DROP INDEX IF EXISTS ${name}`);
    await queryRunner.query(`CREATE INDEX ${name} ON ONLY ${table} ${rows}`);
  });
  await queryRunner.query("SELECT set_config('lock_timeout', '0', false)");
  for (const { partition, part } of partitions) {
    await queryRunner.query(`DROP INDEX CONCURRENTLY IF EXISTS ${part}`);
    await queryRunner.query(`CREATE INDEX CONCURRENTLY ${part} ON ${partition} ${rows}`);
    await queryRunner.query(`ALTER INDEX ${name} ATTACH PARTITION ${part}`);
  }
}
