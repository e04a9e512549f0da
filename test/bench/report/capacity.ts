import { type Results } from '../results.js';
import { figure } from './cells.js';

/** What the model takes to be so. All else is measured. */
const ASSUMED = {
  answersADay: 10,
  /** Of the busiest time, against the average of the day. */
  peak: 10,
  /** Of what a process can do. */
  load: 0.5,
  leastInstances: 2,
  connections: 17,
  ordinaryConnections: 97,
  daysKept: 183,
  terabytes: 4,
} as const;

const LEARNERS = [1e3, 1e5, 1e7] as const;
const BEGIN = '<!-- by npm run bench:capacity -->';
const END = '<!-- end -->';

/** Measured figures by what the model calls them: those of `ours` in a row of a benchmark, whose name begins so. */
const MEASURED = {
  service: ['compute', ''],
  batches: ['compute-batch', ''],
  module: ['execute', ''],
  server: ['run-log-64', ''],
  diskOfRun: ['storage', 'disk of a computation'],
  walOfRun: ['storage', 'WAL of a computation'],
  diskOfAnswer: ['storage', 'disk of an answer'],
} as const;
type Measured = Record<keyof typeof MEASURED, number>;

/** @throws Error when one was not measured */
function measuredIn({ benchmarks }: Results): Measured {
  const figures = Object.entries(MEASURED).map(([name, [benchmark, beginning]]) => {
    const rows = benchmarks.find((result) => result.name === benchmark)?.rows ?? [];
    const row = rows.find(({ what }) => what.startsWith(beginning));
    if (!row) throw new Error(`The capacity model needs a figure: npm run bench -- ${benchmark}`);
    return [name, row.ours];
  });
  return Object.fromEntries(figures) as Measured;
}

type Line = readonly [what: string, of: (learners: number) => string];

function linesOf(measured: Measured): Line[] {
  const aDay = (learners: number) => learners * ASSUMED.answersADay;
  const atPeak = (learners: number) => (aDay(learners) / 86_400) * ASSUMED.peak;
  const needed = (learners: number, each: number) => Math.ceil(atPeak(learners) / (each * ASSUMED.load));
  const instances = (learners: number, each: number) => Math.max(ASSUMED.leastInstances, needed(learners, each));
  const terabytes = (learners: number, days: number, bytes: number) => (aDay(learners) * days * bytes) / 1e12;
  const kept = (learners: number) => terabytes(learners, ASSUMED.daysKept, measured.diskOfRun);
  const connections = (learners: number) => {
    const most = instances(learners, measured.service) * ASSUMED.connections;
    return `${figure(most)}${most > ASSUMED.ordinaryConnections ? ', behind a pooler' : ''}`;
  };
  return [
    ['computations a second at the peak', (learners) => figure(atPeak(learners))],
    ['instances, a request for each', (learners) => figure(instances(learners, measured.service))],
    ['instances, in batches of requests', (learners) => figure(instances(learners, measured.batches))],
    ['processes of a host that calls `execute`', (learners) => figure(instances(learners, measured.module))],
    ['connections of the instances, a request for each', connections],
    ['servers of PostgreSQL, by commits', (learners) => figure(needed(learners, measured.server))],
    ['MB of WAL a second at the peak', (learners) => figure((atPeak(learners) * measured.walOfRun) / 1e6)],
    ['TB of runs a year', (learners) => figure(terabytes(learners, 365, measured.diskOfRun))],
    ['TB of runs with half a year kept', (learners) => figure(kept(learners))],
    [
      `servers of PostgreSQL, by ${ASSUMED.terabytes} TB of runs`,
      (learners) => figure(Math.ceil(kept(learners) / ASSUMED.terabytes)),
    ],
    [
      'TB a year of answers with states and runs of two folds',
      (learners) => figure(terabytes(learners, 365, measured.diskOfAnswer)),
    ],
  ];
}

/** How many processes and servers, and how much disk, so many learners need. */
export function capacity(results: Results): string {
  const measured = measuredIn(results);
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    `Each learner gives ${ASSUMED.answersADay} answers a day, and each answer is a computation. The busiest time has ${ASSUMED.peak} times the average. A process or a server is used to`,
    `${ASSUMED.load * 100} %, and there are ${ASSUMED.leastInstances} instances at least. Measured: ${figure(measured.service)} requests (\`compute\`) or ${figure(measured.batches)} runs in batches (\`compute-batch\`) for each`,
    `second of a processor, ${figure(measured.module)} runs a second in a host (\`execute\`), ${figure(measured.server)} at a server (\`run-log-64\`); ${figure(measured.diskOfRun)} B of disk and`,
    `${figure(measured.walOfRun)} B of WAL for a computation, and ${figure(measured.diskOfAnswer)} B of disk for an answer with its folds (\`storage\`).`,
    '',
    row(['learners', ...LEARNERS.map(figure)]),
    row(['---', ...LEARNERS.map(() => '---')]),
    ...linesOf(measured).map(([what, of]) => row([what, ...LEARNERS.map(of)])),
  ].join('\n');
}

/** A page with this between its marks. */
export function withCapacity(page: string, text: string): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`The page has no ${BEGIN} and ${END}.`);
  return `${page.slice(0, begin)}${BEGIN}\n\n${text}\n\n${page.slice(end)}`;
}
