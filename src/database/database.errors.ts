/** The database cannot be reached or used. The message names the place, never the password. */
export class DatabaseUnavailableError extends Error {
  constructor(url: string, cause: unknown) {
    super(
      `Cannot use the database at ${placeOf(url)}: ${reasonOf(cause)}. Is it running, and is DATABASE_URL correct?`,
      { cause },
    );
    this.name = DatabaseUnavailableError.name;
  }
}

/** The schema is older than the code. */
export class PendingMigrationsError extends Error {
  constructor(names: readonly string[]) {
    super(
      `The database lacks ${names.length} migrations (${names.join(', ')}). Run "npm run migration:run", or set MIGRATE_ON_BOOT=true.`,
    );
    this.name = PendingMigrationsError.name;
  }
}

/** Host, port and database of a connection URL. */
export function placeOf(url: string): string {
  if (!URL.canParse(url)) return 'DATABASE_URL';
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

/** A refused connection to a name with several addresses is an AggregateError without a message: its code says it. */
function reasonOf(cause: unknown): string {
  const { message, code } = cause as { message?: string; code?: string };
  return message || code || 'unknown reason';
}
