import { type DataSource } from 'typeorm';
import { LOCK, OPEN_EPOCH } from './events.statements.js';

/**
 * Opens a new epoch of the feed, after a backup was restored: its events come after all others, whatever number the server
 * gives its transactions.
 *
 * @param dataSource of the owner of the tables
 * @returns the name of the epoch
 */
export function openEpoch(dataSource: DataSource): Promise<string> {
  return dataSource.transaction(async (manager) => {
    await manager.query(LOCK);
    const [{ epoch }] = await manager.query<[{ epoch: string }]>(OPEN_EPOCH);
    return epoch;
  });
}
