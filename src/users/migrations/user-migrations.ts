import { CreatePlatformTables1795000000003 } from './1795000000003-create-platform-tables.js';
import { BoundTimes1795000000016 } from './1795000000016-bound-times.js';
import { EraseKeysWithUsers1795000000021 } from './1795000000021-erase-keys-with-users.js';
import { RememberErasedUsers1795000000022 } from './1795000000022-remember-erased-users.js';
import { EraseUsersWithLearners1795000000045 } from './1795000000045-erase-users-with-learners.js';
import { MakeLearnersUsers1795000000057 } from './1795000000057-make-learners-users.js';
import { EndPinsWithSessions1795000000064 } from './1795000000064-end-pins-with-sessions.js';
import { AdmitAfterErasures1795000000080 } from './1795000000080-admit-after-erasures.js';

export const userMigrations = [
  CreatePlatformTables1795000000003,
  BoundTimes1795000000016,
  EraseKeysWithUsers1795000000021,
  RememberErasedUsers1795000000022,
  EraseUsersWithLearners1795000000045,
  MakeLearnersUsers1795000000057,
  EndPinsWithSessions1795000000064,
  AdmitAfterErasures1795000000080,
];
