import { type MigrationInterface } from 'typeorm';
import { CreateJobQueue1795000000026 } from './1795000000026-create-job-queue.js';

/** The migrations of the job queue, for the `migrations` of a host that has jobs, beside `engineMigrations`. A released one never changes. */
export const jobMigrations: (new () => MigrationInterface)[] = [CreateJobQueue1795000000026];
