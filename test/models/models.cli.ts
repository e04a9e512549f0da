import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { readFileSync } from 'node:fs';
import { calibratedTable, heldOutLine } from './calibrated-table.js';
import { exam } from './exam.js';
import { fitMastery } from './fit-mastery.js';
import { fitRecall } from './fit-recall.js';
import { fitSkills } from './fit-skills.js';
import { functioningTable } from './functioning-table.js';
import { judgeMastery } from './judge-mastery.js';
import { lackingTable } from './lacking-table.js';
import { masteredAnswers } from './mastered-answers.js';
import { mostInformative } from './most-informative.js';
import { mistakesTable } from './mistakes-table.js';
import { measurementTable } from './measurement-table.js';
import { ratedTable } from './rated-table.js';
import { recallTable } from './recall-table.js';

// npm run models [-- --classes 300] [-- --tests 10]: what the second versions reach with simulated learners, as Markdown.
// npm run models -- functioning [--classes 300]: which questions mistakes v2 says are harder for one of two groups.
// npm run models -- lacking [--classes 300]: how often mastery v2 finds which skill a learner lacks.
// npm run models -- calibrate [--classes 300]: what difficulty v2 reaches.
// npm run models -- hold-out --answers rows.txt: how it predicts answers that are left out; a line of 1, 0 and . for each learner.
// npm run models -- exam --answers exam.txt: what mistakes v2 and difficulty v2 say of it; a line with the key, and one of chosen options
// for each learner, with spaces between them and a point for no answer.
// npm run models -- most-informative --answers bank.txt: what adaptive v2 asks first; a line of discrimination, difficulty and guessing
// for each question.
// npm run models -- rate-items [--classes 300]: how true the standard errors of difficulty v1 are.
// npm run models -- recall [--classes 100]: how revision v2 predicts as many simulated learners, beside v1 and a moving average.
// npm run models -- fit-mastery --answers a.csv [--without a.txt] --answers b.csv [--without b.txt] …: weights of mastery v2,
// drawn with --towards '{…}' to these, or with '{}' to the defaults, where they are of one host's answers.
// npm run models -- fit-recall --answers log.csv: what weights of revision gain that are fitted to the first reviews of learners.
// npm run models -- judge-mastery --answers c.csv --learners judged.txt --calibration others.txt [--params '{…}'].
// npm run models -- mastered, with the same: how often learners are right while a skill is mastered.
// npm run models -- fit-skills, with the same: Bayesian Knowledge Tracing for each skill, fitted to the others.
const linesOf = (path: string): string[] => readFileSync(path, 'utf8').trim().split('\n');
const JUDGES = { 'judge-mastery': judgeMastery, mastered: masteredAnswers, 'fit-skills': fitSkills };
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    ...{ classes: { type: 'string', default: '300' }, tests: { type: 'string', default: '10' } },
    answers: { type: 'string', multiple: true, default: [] },
    without: { type: 'string', multiple: true, default: [] },
    ...{ learners: { type: 'string', default: '' }, calibration: { type: 'string', default: '' } },
    params: { type: 'string', default: '{}' },
    towards: { type: 'string' },
  },
});
const { answers, without, learners, calibration, towards } = values;
if (positionals[0] === 'fit-mastery') {
  if (answers.length === 0) throw new Error('--answers must name a file');
  console.log(
    JSON.stringify(await fitMastery(answers, without, towards === undefined ? null : (JSON.parse(towards) as object))),
  );
} else if (positionals[0] === 'fit-recall') {
  for (const path of answers) for await (const line of fitRecall(path)) console.log(line);
} else if (positionals[0]! in JUDGES) {
  const [path] = answers;
  if (!path || !learners || !calibration)
    throw new Error('--answers, --learners and --calibration must each name a file');
  const params = JSON.parse(values.params) as object;
  const judge = JUDGES[positionals[0] as keyof typeof JUDGES];
  for (const line of await judge({ answers: path, learners, calibration, params })) console.log(line);
} else if (positionals[0] === 'calibrate') {
  for (const line of calibratedTable(Number(values.classes))) console.log(line);
} else if (positionals[0] === 'hold-out') {
  for (const path of answers) console.log(path, heldOutLine(linesOf(path)));
} else if (positionals[0] === 'exam') {
  for (const path of answers) for (const line of exam(linesOf(path))) console.log(line);
} else if (positionals[0] === 'most-informative') {
  for (const path of answers) console.log(path, mostInformative(linesOf(path), 3));
} else if (positionals[0] === 'rate-items') {
  for (const line of ratedTable(Number(values.classes))) console.log(line);
} else if (positionals[0] === 'functioning') {
  for (const line of functioningTable(Number(values.classes))) console.log(line);
} else if (positionals[0] === 'lacking') {
  for (const line of lackingTable(Number(values.classes))) console.log(line);
} else if (positionals[0] === 'recall') {
  for (const line of recallTable(Number(values.classes))) console.log(line);
} else {
  for (const line of mistakesTable(Number(values.classes))) console.log(line);
  console.log('');
  for (const line of measurementTable(Number(values.tests))) console.log(line);
}
