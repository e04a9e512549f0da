import { parseArgs } from 'node:util';

export interface Options {
  /** Rounds of each comparison, after one that is not counted. */
  rounds: number;
  /** How long each side of a round is measured. */
  seconds: number;
  /** Runs in the large database of `run-list`, `run-insert`, `partition` and `retention`. */
  rows: number;
  /** Executions of `memory`. */
  executes: number;
}

export interface CommandLine {
  /** Of benchmarks; none for all. */
  names: string[];
  list: boolean;
  /** Folder of the results. */
  out: string;
  options: Options;
}

const NUMBERS = { rounds: '5', seconds: '2', rows: '5000000', executes: '1000000' };

/** @throws Error for what is no option, or no positive number where one is wanted */
export function readCommandLine(args: string[]): CommandLine {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      list: { type: 'boolean', default: false },
      out: { type: 'string', default: 'docs/performance' },
      rounds: { type: 'string', default: NUMBERS.rounds },
      seconds: { type: 'string', default: NUMBERS.seconds },
      rows: { type: 'string', default: NUMBERS.rows },
      executes: { type: 'string', default: NUMBERS.executes },
    },
  });
  const positive = (name: keyof typeof NUMBERS): number => {
    const number = Number(values[name]);
    if (!(number > 0 && Number.isFinite(number))) throw new Error(`--${name} must be a positive number`);
    return number;
  };
  const options = {
    rounds: positive('rounds'),
    seconds: positive('seconds'),
    rows: positive('rows'),
    executes: positive('executes'),
  };
  return { names: positionals, list: values.list, out: values.out, options };
}
