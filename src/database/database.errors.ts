/** The schema is older than the code. */
export class PendingMigrationsError extends Error {
  constructor(names: readonly string[]) {
    super(
      `The database lacks ${names.length} migrations (${names.join(', ')}). Run "npm run migration:run" ("npm run migration:run:prod" where development packages are not installed), or set MIGRATE_ON_BOOT=true.`,
    );
    this.name = PendingMigrationsError.name;
  }
}

/** The role that is to get what the service uses is not there. Migrations that ran before have run. */
export class ServiceRoleMissingError extends Error {
  constructor(role: string) {
    super(
      `The service's role ${JSON.stringify(role)} does not exist. Make it, as an administrator of the server, by ` +
        `CREATE ROLE … LOGIN PASSWORD '…', and repeat this command; migrations that ran need not be repeated.`,
    );
    this.name = ServiceRoleMissingError.name;
  }
}
