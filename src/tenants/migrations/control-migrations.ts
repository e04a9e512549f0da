import { CreateTenants1795000000082 } from './1795000000082-create-tenants.js';

/** Those of the control schema, where nothing of the engine is. */
export const controlMigrations = [CreateTenants1795000000082];
