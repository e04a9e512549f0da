import { type MigrationInterface } from 'typeorm';
import { CreateEngineTables1795000000001 } from './1795000000001-create-engine-tables.js';
import { SeedV0Algorithms1795000000002 } from './1795000000002-seed-v0-algorithms.js';
import { CreateActivationLedger1795000000004 } from './1795000000004-create-activation-ledger.js';
import { LeaseRuns1795000000005 } from './1795000000005-lease-runs.js';
import { GuardHistory1795000000006 } from './1795000000006-guard-history.js';
import { DescribeRuns1795000000007 } from './1795000000007-describe-runs.js';
import { SeedV1Algorithms1795000000008 } from './1795000000008-seed-v1-algorithms.js';
import { IndexRunLog1795000000009 } from './1795000000009-index-run-log.js';
import { CloseWaysRoundLedger1795000000010 } from './1795000000010-close-ways-round-ledger.js';
import { BoundRows1795000000011 } from './1795000000011-bound-rows.js';
import { ValidateBoundsOfRows1795000000012 } from './1795000000012-validate-bounds-of-rows.js';
import { DateEntriesAtCommit1795000000013 } from './1795000000013-date-entries-at-commit.js';
import { BoundWhatIsServed1795000000014 } from './1795000000014-bound-what-is-served.js';
import { ValidateWhatIsServed1795000000015 } from './1795000000015-validate-what-is-served.js';
import { CreateIdempotencyKeys1795000000020 } from './1795000000020-create-idempotency-keys.js';
import { NameLocksAlike1795000000023 } from './1795000000023-name-locks-alike.js';
import { CreateEngineEvents1795000000024 } from './1795000000024-create-engine-events.js';
import { CreateJobRuns1795000000025 } from './1795000000025-create-job-runs.js';
import { RetireOldRuns1795000000027 } from './1795000000027-retire-old-runs.js';
import { SeedMistakesV21795000000035 } from './1795000000035-seed-mistakes-v2.js';
import { SeedAdaptiveV21795000000036 } from './1795000000036-seed-adaptive-v2.js';
import { SeedMasteryV21795000000038 } from './1795000000038-seed-mastery-v2.js';
import { SeedDifficultyV1Set1795000000046 } from './1795000000046-seed-difficulty-v1-set.js';
import { SeedDifficultyV21795000000047 } from './1795000000047-seed-difficulty-v2.js';
import { CreateGateSettings1795000000062 } from './1795000000062-create-gate-settings.js';
import { PinSessions1795000000063 } from './1795000000063-pin-sessions.js';
import { SeedRevisionV21795000000066 } from './1795000000066-seed-revision-v2.js';
import { CreateJobSchedules1795000000068 } from './1795000000068-create-job-schedules.js';
import { IndexJobsOfSchedules1795000000077 } from './1795000000077-index-jobs-of-schedules.js';
import { CreateRunRetirements1795000000083 } from './1795000000083-create-run-retirements.js';
import { RecordCodeOfRuns1795000000085 } from './1795000000085-record-code-of-runs.js';
import { TellPurposesOfRuns1795000000086 } from './1795000000086-tell-purposes-of-runs.js';
import { IndexPurposesOfRuns1795000000087 } from './1795000000087-index-purposes-of-runs.js';
import { NoteFailedRuns1795000000092 } from './1795000000092-note-failed-runs.js';

/** The engine's migrations, for the `migrations` of the host's DataSource. A released one never changes. */
export const engineMigrations: (new () => MigrationInterface)[] = [
  CreateEngineTables1795000000001,
  SeedV0Algorithms1795000000002,
  CreateActivationLedger1795000000004,
  LeaseRuns1795000000005,
  GuardHistory1795000000006,
  DescribeRuns1795000000007,
  SeedV1Algorithms1795000000008,
  IndexRunLog1795000000009,
  CloseWaysRoundLedger1795000000010,
  BoundRows1795000000011,
  ValidateBoundsOfRows1795000000012,
  DateEntriesAtCommit1795000000013,
  BoundWhatIsServed1795000000014,
  ValidateWhatIsServed1795000000015,
  CreateIdempotencyKeys1795000000020,
  NameLocksAlike1795000000023,
  CreateEngineEvents1795000000024,
  CreateJobRuns1795000000025,
  RetireOldRuns1795000000027,
  SeedMistakesV21795000000035,
  SeedAdaptiveV21795000000036,
  SeedMasteryV21795000000038,
  SeedDifficultyV1Set1795000000046,
  SeedDifficultyV21795000000047,
  CreateGateSettings1795000000062,
  PinSessions1795000000063,
  SeedRevisionV21795000000066,
  CreateJobSchedules1795000000068,
  IndexJobsOfSchedules1795000000077,
  CreateRunRetirements1795000000083,
  RecordCodeOfRuns1795000000085,
  TellPurposesOfRuns1795000000086,
  IndexPurposesOfRuns1795000000087,
  NoteFailedRuns1795000000092,
];
