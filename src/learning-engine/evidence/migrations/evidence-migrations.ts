import { type MigrationInterface } from 'typeorm';
import { CreatePreviews1795000000039 } from './1795000000039-create-previews.js';
import { CreateEvaluations1795000000053 } from './1795000000053-create-evaluations.js';
import { SamplePersons1795000000073 } from './1795000000073-sample-persons.js';
import { CreateFitLearners1795000000074 } from './1795000000074-create-fit-learners.js';
import { CreateFitReports1795000000075 } from './1795000000075-create-fit-reports.js';
import { CreateMistakeAnalyses1795000000076 } from './1795000000076-create-mistake-analyses.js';
import { CreateShadows1795000000088 } from './1795000000088-create-shadows.js';
import { CountDropsByProcess1795000000095 } from './1795000000095-count-drops-by-process.js';

/** The migrations of what is found out about versions, for the `migrations` of a host, beside `engineMigrations`, `jobMigrations` and `learnerMigrations`. A released one never changes. */
export const evidenceMigrations: (new () => MigrationInterface)[] = [
  CreatePreviews1795000000039,
  CreateEvaluations1795000000053,
  SamplePersons1795000000073,
  CreateFitLearners1795000000074,
  CreateFitReports1795000000075,
  CreateMistakeAnalyses1795000000076,
  CreateShadows1795000000088,
  CountDropsByProcess1795000000095,
];
