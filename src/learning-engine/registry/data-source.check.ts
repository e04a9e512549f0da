import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { type EntityMetadata } from 'typeorm';
import { EngineScope } from '../database/engine-scope.js';
import { engineEntities } from '../database/entities/engine-entities.js';
import { InvalidDataSourceError } from '../errors/database.errors.js';

/**
 * Looks at boot whether the DataSource can be the engine's. TypeORM and the engine's own statements must mean the same tables and
 * columns: a schema or a prefix that the DataSource gives its entities moves neither statements nor migrations, nor does a
 * naming strategy, and half of the engine would work. And no other engine of the application may have it.
 */
@Injectable()
export class DataSourceCheck implements OnModuleInit {
  constructor(
    private readonly scope: EngineScope,
    private readonly discovery: DiscoveryService,
  ) {}

  /** @throws InvalidDataSourceError */
  onModuleInit(): void {
    const { dataSource, name } = this.scope;
    this.rejectSecondEngine();
    for (const entity of engineEntities) {
      if (!dataSource.hasMetadata(entity)) {
        throw new InvalidDataSourceError(
          `The DataSource does not know ${entity.name}. Add engineEntities to its entities.`,
        );
      }
      const metadata = dataSource.getMetadata(entity);
      rejectOtherColumns(metadata);
      const { givenTableName, tableName, tablePath, schema } = metadata;
      if (tableName === givenTableName && (schema === undefined || schema === name.schema)) continue;
      throw new InvalidDataSourceError(
        `The DataSource looks for ${givenTableName} at ${tablePath}, where the engine's statements do not. Give it no entityPrefix and ` +
          'no schema, but a search_path, for example by { extra: { ...connectionLimits, options: "-c search_path=learning" } }.',
      );
    }
  }

  /** Each would keep active versions that the other has changed, and have its own connections, reaper and threads. */
  private rejectSecondEngine(): void {
    const others = this.discovery
      .getProviders()
      .map(({ instance }) => instance as unknown)
      .filter((one) => one instanceof EngineScope && one !== this.scope && one.dataSource === this.scope.dataSource);
    if (others.length === 0) return;
    throw new InvalidDataSourceError(
      'Two engines of this application have the same DataSource. Import one LearningEngineModule.forRoot(…), and share it: ' +
        'by isGlobal, or by a module that exports it. Or give each its own dataSource.',
    );
  }
}

/** Indexes and constraints need no look: TypeORM leaves a name alone that an entity gives, but asks for those of columns. */
function rejectOtherColumns({ columns, givenTableName, tableName }: EntityMetadata): void {
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
