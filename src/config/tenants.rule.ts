import { roleClaimProblem } from './role-names.rule.js';

/** The variables that matter where a service has several schools. */
interface TenantSettings {
  TENANTS: boolean;
  ACTIVATE?: string;
  JOB_CONCURRENCY?: number;
}

/** What is wrong with having several schools. */
export function tenantsProblem(on: unknown, { ACTIVATE, JOB_CONCURRENCY = 0 }: TenantSettings): string | undefined {
  if (typeof on !== 'boolean') return 'must be true or false';
  if (!on) return undefined;
  if (ACTIVATE !== undefined) return 'must not be true together with ACTIVATE: activate with --tenant, for each school';
  return JOB_CONCURRENCY > 0
    ? 'must not be true together with JOB_CONCURRENCY: npm run worker -- --tenant <name> works on the jobs of a school'
    : undefined;
}

/** What is wrong with a list of erasures: it is of one database. */
export const erasuresFileProblem = ({ ERASURES_FILE, TENANTS }: { ERASURES_FILE?: string; TENANTS: boolean }) =>
  ERASURES_FILE !== undefined && TENANTS
    ? 'must not be set together with TENANTS=true: each school has a list of its own'
    : undefined;

/** What is wrong with the place of the school in a token. */
export function tenantClaimProblem(path: string | undefined, { TENANTS }: TenantSettings): string | undefined {
  return path !== undefined && !TENANTS ? 'must be set together with TENANTS=true' : roleClaimProblem(path);
}
