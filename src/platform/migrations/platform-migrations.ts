import { CreatePlatformTables1795000000003 } from './1795000000003-create-platform-tables.js';
import { RememberErasedUsers1795000000022 } from './1795000000022-remember-erased-users.js';

export const platformMigrations = [CreatePlatformTables1795000000003, RememberErasedUsers1795000000022];
