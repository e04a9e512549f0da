import { escapeIdentifier } from 'pg';
import { rejectNewerSchema, type SchemaState, schemaState } from 'learning-engine/persistence';
import { DataSource, type QueryRunner } from 'typeorm';
import { migrationOptions } from '../database/data-source-options.js';
import { type Tenant } from './tenant.js';

/** Looks at the schemas of many tenants on one connection. */
export class TenantSchemas {
  private constructor(
    private readonly dataSource: DataSource,
    private readonly queryRunner: QueryRunner,
  ) {}

  static async open(ownerUrl: string): Promise<TenantSchemas> {
    const dataSource = await new DataSource(migrationOptions(ownerUrl)).initialize();
    return new TenantSchemas(dataSource, dataSource.createQueryRunner());
  }

  /** @throws SchemaNewerThanCodeError */
  async pendingOf({ schema }: Tenant): Promise<string[]> {
    const state = await this.stateOf(schema);
    rejectNewerSchema(state);
    return state.pending;
  }

  async stateOf(schema: string): Promise<SchemaState> {
    await this.queryRunner.query("SELECT set_config('search_path', $1, false)", [escapeIdentifier(schema)]);
    return schemaState(this.dataSource, this.queryRunner);
  }

  async close(): Promise<void> {
    await this.queryRunner.release();
    await this.dataSource.destroy();
  }
}
