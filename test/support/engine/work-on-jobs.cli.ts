/**
 * Works on jobs until it is asked to stop: `work-on-jobs.cli.ts <url> <lease in seconds> <concurrency>`. Says when it is up, and when
 * it has stopped; beside that, what the engine logs.
 */
import 'reflect-metadata';
import { MisbehavingJob } from './misbehaving-job.js';
import { CountOnJob } from './count-job.js';
import { openJobs } from './open-jobs.js';

const [url = '', lease, concurrency] = process.argv.slice(2);
const options = {
  concurrency: Number(concurrency),
  leaseSeconds: Number(lease),
  pollMs: 50,
  sweepSeconds: 0.2,
  stopMs: 2000,
};
const { app } = await openJobs(url, [CountOnJob, MisbehavingJob], options, ['log', 'warn', 'error']);
process.on('SIGTERM', () => void app.close().then(() => process.stdout.write('stopped\n', () => process.exit())));
process.stdout.write('up\n');
