/**
 * Works on previews until it is killed: `make-previews.cli.ts <url> <time of a chunk in ms>`. Says when it is up.
 */
import 'reflect-metadata';
import { openEvidence } from './open-evidence.js';

const [url = '', chunkTimeLimitMs] = process.argv.slice(2);
const jobs = { concurrency: 1, leaseSeconds: 3600, pollMs: 50, sweepSeconds: 0.2, stopMs: 2000 };
await openEvidence(url, jobs, { chunkTimeLimitMs: Number(chunkTimeLimitMs) });
process.stdout.write('up\n');
