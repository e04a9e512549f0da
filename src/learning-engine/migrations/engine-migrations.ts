import { CreateEngineTables1795000000001 } from './1795000000001-create-engine-tables.js';
import { SeedV0Algorithms1795000000002 } from './1795000000002-seed-v0-algorithms.js';

/** The engine's migrations, for the `migrations` of the host's DataSource. A released one never changes. */
export const engineMigrations = [CreateEngineTables1795000000001, SeedV0Algorithms1795000000002];
