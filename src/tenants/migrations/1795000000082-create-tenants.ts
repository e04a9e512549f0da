import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** The tenants of this database. A row stays when its tenant is dropped: no name is ever given to another school. */
export class CreateTenants1795000000082 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE tenants (
        name text NOT NULL,
        schema_name text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        ready_at timestamptz,
        retired_at timestamptz,
        retired_by_user_id uuid,
        retired_reason text,
        dropped_at timestamptz,
        CONSTRAINT pk_tenants PRIMARY KEY (name),
        CONSTRAINT uq_tenants_schema_name UNIQUE (schema_name),
        CONSTRAINT ck_tenants_name CHECK (name ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$'),
        CONSTRAINT ck_tenants_schema_name CHECK (schema_name = 'tenant_' || replace(name, '-', '_')),
        CONSTRAINT ck_tenants_retired CHECK ((retired_at IS NULL) = (retired_reason IS NULL)),
        CONSTRAINT ck_tenants_dropped CHECK (dropped_at IS NULL OR retired_at IS NOT NULL)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const tenants = (await queryRunner.query('SELECT name FROM tenants LIMIT 1')) as unknown[];
    if (tenants.length > 0)
      throw new Error('tenants is not empty: reverting would lose which schemas are of which school.');
    await queryRunner.query('DROP TABLE tenants');
  }
}
