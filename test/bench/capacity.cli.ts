import { readFile, writeFile } from 'node:fs/promises';
import { capacity, withCapacity } from './report/capacity.js';
import { readResults } from './results.js';

/** `npm run bench:capacity`: computes the capacity model in docs/performance.md anew from the recorded results. */
const PAGE = 'docs/performance.md';
const text = capacity((await readResults('docs/performance/results.json'))!);
await writeFile(PAGE, withCapacity(await readFile(PAGE, 'utf8'), text));
process.stdout.write(`${text}\n`);
