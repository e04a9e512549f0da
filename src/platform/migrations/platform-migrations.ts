import { CreatePlatformTables1795000000003 } from './1795000000003-create-platform-tables.js';

export const platformMigrations = [CreatePlatformTables1795000000003];
