import { type DataSource, type EntityTarget } from 'typeorm';

/** A row, as `to_json` writes it. */
export type JsonRow = Readonly<Record<string, unknown>>;

/**
 * A row as its entity.
 *
 * @param dataSource knows the entities
 */
export function entityOf<T extends object>(dataSource: DataSource, type: EntityTarget<T>, row: JsonRow): T {
  const metadata = dataSource.getMetadata(type);
  const entity = metadata.create() as T;
  for (const column of metadata.columns) {
    column.setEntityValue(entity, dataSource.driver.prepareHydratedValue(row[column.databaseName], column));
  }
  return entity;
}
