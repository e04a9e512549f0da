import { type QueryRunner } from 'typeorm';
import { CHANGES_OF_ACTIVE_VERSIONS } from './1795000000004-create-activation-ledger.js';

const DEFERRED = CHANGES_OF_ACTIVE_VERSIONS.map(({ table, event }) => `${table}_${event.toLowerCase()}_matches_ledger`);

/**
 * Has the checks made that wait for the commit: a table of which some are due cannot be altered, and a host may run all
 * migrations in one transaction.
 */
export async function judgeNow(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`SET CONSTRAINTS ${DEFERRED.join(', ')} IMMEDIATE`);
  await queryRunner.query(`SET CONSTRAINTS ${DEFERRED.join(', ')} DEFERRED`);
}
