import { type DataSourceOptions, type MigrationInterface, type QueryRunner } from 'typeorm';

/** Key of an advisory lock: who holds it keeps the migrations below waiting. */
export const GATE = 4711;

class WaitAtGate1700000000001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE TABLE at_gate ()');
    await queryRunner.query('SET LOCAL lock_timeout = 0');
    await queryRunner.query(`SELECT pg_advisory_xact_lock(${GATE})`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE at_gate');
  }
}

class GoOn1700000000002 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE TABLE behind_gate ()');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE behind_gate');
  }
}

/** Two migrations, the first of which takes until the gate is open. */
export const gatedOptions = (url: string): DataSourceOptions => ({
  type: 'postgres',
  url,
  migrations: [WaitAtGate1700000000001, GoOn1700000000002],
  migrationsTransactionMode: 'each',
  installExtensions: false,
});
