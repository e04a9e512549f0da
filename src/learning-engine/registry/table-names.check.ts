import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { engineEntities } from '../entities/engine-entities.js';
import { askDatabase } from '../errors/ask-database.js';
import { InvalidDataSourceError } from '../errors/database.errors.js';
import { ENGINE_DATA_SOURCE } from '../learning-engine.tokens.js';

/** $1 and $2: names of tables. Both may be missing: migrations run later. */
const SAME_TABLE = 'SELECT to_regclass($1) IS NOT DISTINCT FROM to_regclass($2) AS same';

/**
 * Looks at boot whether TypeORM and the engine's own statements mean the same tables. A schema or a prefix that the DataSource
 * gives its entities moves neither statements nor migrations: half of the engine would work.
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
      const { givenTableName: table, tablePath } = this.dataSource.getMetadata(entity);
      if (tablePath === table || (await this.isSameTable(tablePath, table!))) continue;
      throw new InvalidDataSourceError(
        `The DataSource looks for ${table} at ${tablePath}, where the engine's statements do not. Give it no entityPrefix and ` +
          'no schema, but a search_path, for example by { extra: { options: "-c search_path=learning" } }.',
      );
    }
  }

  private async isSameTable(path: string, table: string): Promise<boolean> {
    const names = [path, table].map((name) =>
      name
        .split('.')
        .map((part) => `"${part}"`)
        .join('.'),
    );
    const [row] = await askDatabase(() => this.dataSource.query<{ same: boolean }[]>(SAME_TABLE, names));
    return row!.same;
  }
}
