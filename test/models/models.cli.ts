import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { mistakesTable } from './mistakes-table.js';
import { measurementTable } from './measurement-table.js';

// npm run models [-- --classes 300] [-- --tests 10]: what the second versions reach with simulated learners, as Markdown.
const { values } = parseArgs({
  options: { classes: { type: 'string', default: '300' }, tests: { type: 'string', default: '10' } },
});
for (const line of mistakesTable(Number(values.classes))) console.log(line);
console.log('');
for (const line of measurementTable(Number(values.tests))) console.log(line);
