import { type MigrationInterface } from 'typeorm';
import { CreateLearners1795000000029 } from './1795000000029-create-learners.js';
import { CreateProjections1795000000030 } from './1795000000030-create-projections.js';
import { EraseLearners1795000000031 } from './1795000000031-erase-learners.js';
import { CreateSelections1795000000032 } from './1795000000032-create-selections.js';
import { FindDecisions1795000000033 } from './1795000000033-find-decisions.js';
import { OpenProjectionsAnew1795000000034 } from './1795000000034-open-projections-anew.js';
import { IndexGroupsOfAnswers1795000000044 } from './1795000000044-index-groups-of-answers.js';
import { CreateAdoptedSets1795000000049 } from './1795000000049-create-adopted-sets.js';
import { CreateImports1795000000056 } from './1795000000056-create-imports.js';
import { MergeLearners1795000000058 } from './1795000000058-merge-learners.js';
import { IndexRecordedAnswers1795000000072 } from './1795000000072-index-recorded-answers.js';
import { TimeItems1795000000093 } from './1795000000093-time-items.js';
import { CalibrateSkills1795000000098 } from './1795000000098-calibrate-skills.js';
import { TellItemsOfSkills1795000000101 } from './1795000000101-tell-items-of-skills.js';

/** The migrations of learners' answers and states, for the `migrations` of a host that keeps them, beside `engineMigrations`. A released one never changes. */
export const learnerMigrations: (new () => MigrationInterface)[] = [
  CreateLearners1795000000029,
  CreateProjections1795000000030,
  EraseLearners1795000000031,
  CreateSelections1795000000032,
  FindDecisions1795000000033,
  OpenProjectionsAnew1795000000034,
  IndexGroupsOfAnswers1795000000044,
  CreateAdoptedSets1795000000049,
  CreateImports1795000000056,
  MergeLearners1795000000058,
  IndexRecordedAnswers1795000000072,
  TimeItems1795000000093,
  CalibrateSkills1795000000098,
  TellItemsOfSkills1795000000101,
];
