import { DevelopmentSecretError } from '../auth/development-secret.error.js';
import { UndeclaredAccessError } from '../auth/undeclared-access.error.js';
import { InvalidEnvError } from '../config/invalid-env.error.js';
import { PendingMigrationsError } from '../database/database.errors.js';
import { EmbeddedPostgresError } from '../embedded-postgres/embedded-postgres.errors.js';
import { LearningEngineError } from 'learning-engine/cli';
import { LoggedError } from '../logging/logged-error.js';
import { ErasuresNotAppliedError } from './erasures-not-applied.error.js';
import { NoTenantsError, TenantMigrationError, TenantRejectedError } from '../tenants/tenant.errors.js';

/** Errors whose message tells a person all that is needed. */
const SELF_EXPLAINING = [
  InvalidEnvError,
  DevelopmentSecretError,
  UndeclaredAccessError,
  PendingMigrationsError,
  EmbeddedPostgresError,
  LearningEngineError,
  ErasuresNotAppliedError,
  NoTenantsError,
  TenantMigrationError,
  TenantRejectedError,
];

/** What to tell a person whose start of the service failed. A stack is shown only where the cause is not known. */
export function startupMessage(error: unknown): string {
  const { code, port, syscall } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') {
    return `Port ${port} is in use. Stop what listens there, or set PORT to another one (0 takes a free one).`;
  }
  if (code === 'EACCES' && port !== undefined) {
    return `Port ${port} may not be used by this account. Set PORT to another one.`;
  }
  if (code === 'EADDRNOTAVAIL' || syscall === 'getaddrinfo') {
    return 'HOST must be an address of this machine: no server can listen on the one that is set.';
  }
  if (SELF_EXPLAINING.some((known) => error instanceof known)) return (error as Error).message;
  return error instanceof Error ? new LoggedError(error).stack! : String(error);
}
