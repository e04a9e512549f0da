/** No tenant was ever made in this database. */
export class NoTenantsError extends Error {
  constructor() {
    super('The database has no tenants yet. Make one: npm run cli -- tenants create <name>');
    this.name = NoTenantsError.name;
  }
}

/** What was asked for cannot be done to this tenant. */
export class TenantRejectedError extends Error {
  constructor(message: string) {
    super(message);
    this.name = TenantRejectedError.name;
  }
}

/** The migrations of one tenant failed: those before it are migrated, those after it are not. */
export class TenantMigrationError extends Error {
  constructor(tenant: string, cause: unknown) {
    super(
      `The migrations of the tenant ${tenant} failed: ${(cause as Error).message}\n` +
        'Tenants before it are migrated. Repeat the command to go on from there.',
      { cause },
    );
    this.name = TenantMigrationError.name;
  }
}
