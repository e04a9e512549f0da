import { type DataSource } from 'typeorm';

/** Runs a statement with all triggers off, as a superuser can. */
export const changePastTheEngine = (dataSource: DataSource, statement: string): Promise<void> =>
  dataSource.transaction(async (manager) => {
    await manager.query("SET LOCAL session_replication_role = 'replica'");
    await manager.query(statement);
  });

/** Gives the flag of the active set to another one, and leaves the activation log alone. */
export async function activateSetPastTheEngine(dataSource: DataSource, id: string): Promise<void> {
  const version = `(SELECT algo_version_id FROM algo_params WHERE id = '${id}')`;
  await changePastTheEngine(dataSource, `UPDATE algo_params SET is_active = false WHERE algo_version_id = ${version}`);
  await changePastTheEngine(dataSource, `UPDATE algo_params SET is_active = true WHERE id = '${id}'`);
}
