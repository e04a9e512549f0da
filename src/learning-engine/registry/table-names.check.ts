import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityMetadata } from 'typeorm';
import { engineEntities } from '../database/entities/engine-entities.js';
import { queryWithRetry } from '../database/retry/query-with-retry.js';
import { InvalidDataSourceError } from '../errors/database.errors.js';
import { ENGINE_DATA_SOURCE } from '../learning-engine.tokens.js';

/** $1: a schema. Unlike a table in it, it is there before the migrations have run. */
const IS_FIRST = 'SELECT current_schema() = $1 AS same';

/**
 * Looks at boot whether TypeORM and the engine's own statements mean the same tables and columns. A schema or a prefix that the DataSource
 * gives its entities moves neither statements nor migrations, nor does a naming strategy: half of the engine would work.
 */
@Injectable()
export class TableNamesCheck implements OnModuleInit {
  constructor(@Inject(ENGINE_DATA_SOURCE) private readonly dataSource: DataSource) {}

  /** @throws InvalidDataSourceError */
  async onModuleInit(): Promise<void> {
    for (const entity of engineEntities) {
      if (!this.dataSource.hasMetadata(entity)) {
        throw new InvalidDataSourceError(
          `The DataSource does not know ${entity.name}. Add engineEntities to its entities.`,
        );
      }
      const metadata = this.dataSource.getMetadata(entity);
      refuseOtherColumns(metadata);
      const { givenTableName, tableName, tablePath, schema } = metadata;
      if (tableName === givenTableName && (schema === undefined || (await this.isSearchedFirst(schema)))) continue;
      throw new InvalidDataSourceError(
        `The DataSource looks for ${givenTableName} at ${tablePath}, where the engine's statements do not. Give it no entityPrefix and ` +
          'no schema, but a search_path, for example by { extra: { ...connectionLimits, options: "-c search_path=learning" } }.',
      );
    }
  }

  private async isSearchedFirst(schema: string): Promise<boolean> {
    const [row] = await queryWithRetry(() => this.dataSource.query<{ same: boolean }[]>(IS_FIRST, [schema]));
    return row!.same;
  }
}

/** Indexes and constraints need no look: TypeORM leaves a name alone that an entity gives, but asks for those of columns. */
function refuseOtherColumns({ columns, givenTableName, tableName }: EntityMetadata): void {
  const renamed = columns
    .map(({ databaseName, givenDatabaseName, propertyName }) => [givenDatabaseName ?? propertyName, databaseName])
    .filter(([given, databaseName]) => given !== databaseName);
  if (renamed.length === 0) return;
  throw new InvalidDataSourceError(
    `The naming strategy of the DataSource renames columns of ${givenTableName ?? tableName}: ` +
      `${renamed.map(([given, name]) => `${given} to ${name}`).join(', ')}. The engine's statements and migrations keep their names: ` +
      'let columnName return `customName || …`, or give the engine a DataSource without a naming strategy.',
  );
}
