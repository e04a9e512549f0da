import { type QueryRunner } from 'typeorm';
import { givingWay } from '../migrating/giving-way.js';

/**
 * Changes tables in a transaction, beside those who read and write them: see `givingWay`.
 *
 * @throws TablesInUseError
 */
export const changeTables = (queryRunner: QueryRunner, work: () => Promise<void>): Promise<void> =>
  givingWay(queryRunner, {}, async () => {
    await queryRunner.startTransaction();
    try {
      await work();
      await queryRunner.commitTransaction();
    } catch (error) {
      await queryRunner.rollbackTransaction().catch(() => undefined); // the session is gone, and the transaction with it
      throw error;
    }
  });
