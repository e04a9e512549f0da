/** Works on jobs of the learners' room until it is killed: `build-projections.cli.ts <url>`. Says when it is up. */
import 'reflect-metadata';
import { openBuilder } from './open-learners.js';

const [url = ''] = process.argv.slice(2);
await openBuilder(url, { concurrency: 1, leaseSeconds: 1, pollMs: 50, sweepSeconds: 0.2 });
process.stdout.write('up\n');
