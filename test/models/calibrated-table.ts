import { type BankSettings, calibrate, calibrated, simulatedBank } from '../support/models/calibrated-bank.js';
import { heldOutLogLoss } from '../support/models/held-out-cells.js';

const designs: [string, Omit<BankSettings, 'seed'>][] = [
  ['500 × 30, all answered', { learners: 500, items: 30 }],
  ['1,000 × 40, 30 % at random', { learners: 1000, items: 40, answered: 0.3 }],
  ['1,000 × 40, 30 % near the ability', { learners: 1000, items: 40, answered: 0.3, assigned: 'adaptive' }],
  ['150 × 30, Rasch', { learners: 150, items: 30, slopes: 0 }],
  ['500 × 30, one item leaks', { learners: 500, items: 30, leaked: 7 }],
];

/** Each line is of as many banks with their seeds, from 1. */
export function* calibratedTable(banks: number): Generator<string> {
  yield '| learners × items | 95 % interval holds b | bias of b | error | changes reported that are none | leak found |';
  yield '| --- | --- | --- | --- | --- | --- |';
  for (const [name, settings] of designs) {
    const found = Array.from({ length: banks }, (_, index) => calibrated({ ...settings, seed: index + 1 }));
    const mean = (value: (one: (typeof found)[0]) => number) => found.reduce((sum, one) => sum + value(one), 0) / banks;
    const covered = mean((one) => one.covered);
    const margin = 1.96 * Math.sqrt(mean((one) => (one.covered - covered) ** 2) / (banks - 1));
    const cells = [
      ...[`${percent(covered)} ± ${percent(margin)}`, mean((one) => one.bias).toFixed(3)],
      ...[mean((one) => one.error).toFixed(3), `${mean((one) => one.falseDrifts).toFixed(2)} of ${settings.items}`],
      settings.leaked === undefined ? '' : percent(mean((one) => Number(one.leak))),
    ];
    yield `| ${[name, ...cells].join(' | ')} |`;
  }
  yield '';
  yield speed();
}

/** How long the answers of a term take; CPU time does not depend on what else the machine does. */
function speed(): string {
  const { learners } = simulatedBank({ seed: 1, learners: 1000, items: 1067, answered: 130 / 1067 });
  const [from, before] = [performance.now(), process.cpuUsage()];
  const { fit } = calibrate(learners);
  const seconds = (performance.now() - from) / 1000;
  const { user, system } = process.cpuUsage(before);
  const cpu = (user + system) / 1_000_000;
  return `${fit.answers} answers to ${fit.items} items: ${seconds.toFixed(1)} s, ${cpu.toFixed(1)} s of CPU time, ${fit.steps} steps`;
}

/** Of the answers of a file with a line of 1, 0 and points for each learner: log loss of those that are left out, for ten seeds. */
export function heldOutLine(rows: readonly string[]): string {
  const losses = Array.from({ length: 10 }, (_, index) => heldOutLogLoss(rows, index + 1));
  const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
  return `log loss ${mean.toFixed(4)} (${Math.min(...losses).toFixed(4)} to ${Math.max(...losses).toFixed(4)})`;
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
