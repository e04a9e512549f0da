import { InvalidArgumentError } from '../errors/input.errors.js';
import { type Cells, RowError } from './answer-of-row.js';
import { type RowReader } from './csv-rows.js';
import { instantIn, type ZoneOffset, zoneOffset } from './zone-offset.js';

/** The columns of a transaction export: https://pslcdatashop.web.cmu.edu/help?page=importFormatTd */
const NEEDED = ['Anon Student Id', 'Time', 'Outcome'] as const;
/** The model of knowledge components that is taken, where `--kc` names none: the first one. */
const MODEL = /^KC \((.*)\)$/;

const OUTCOMES: Readonly<Record<string, string>> = { CORRECT: '1', INCORRECT: '0' };
const TIME = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3})\d*)?)?$/;

/** Reads a transaction export of PSLC DataShop, tab separated. A hint that was asked for is no answer. */
export const datashopReader: RowReader = (titles) => {
  const place = (title: string): number => titles.indexOf(title);
  const missing = NEEDED.find((title) => place(title) < 0);
  if (missing) {
    throw new InvalidArgumentError('answers', `must be an export of DataShop: the column ${missing} is missing`);
  }
  const model = titles.find((title) => MODEL.test(title));
  const skills = titles.flatMap((title, index) => (title === model ? [index] : []));
  const zones = new Map<string, ZoneOffset>();
  return (record) => {
    const cell = (title: string): string => record[place(title)]?.trim() ?? '';
    const outcome = cell('Outcome');
    const correct = OUTCOMES[outcome.toUpperCase()];
    if (correct === undefined) throw new RowError('is no answer: its Outcome is neither CORRECT nor INCORRECT');
    const kc = [...new Set(skills.map((index) => record[index]!.trim()).filter(Boolean))];
    const seconds = cell('Duration (sec)');
    const cells: Cells = {
      learner: cell('Anon Student Id'),
      event: cell('Transaction Id'),
      at: timeOf(cell('Time'), cell('Time Zone'), zones),
      item: [cell('Problem Name'), cell('Step Name')].filter(Boolean).join(' / '),
      skills: kc.map((name) => name.replaceAll(';', ',')).join(';'),
      correct,
      attempt: cell('Attempt At Step'),
      session: cell('Session Id'),
      duration_ms: /^\d+(\.\d+)?$/.test(seconds) ? String(Math.round(Number(seconds) * 1000)) : '',
    };
    return Object.fromEntries(Object.entries(cells).filter(([, text]) => text !== ''));
  };
};

/** A number is milliseconds since 1970; a time is that of the zone, else of UTC. */
function timeOf(text: string, zone: string, zones: Map<string, ZoneOffset>): string {
  if (/^\d{10,14}$/.test(text)) return new Date(Number(text)).toISOString();
  const parts = TIME.exec(text);
  if (!parts) throw new RowError('Time must be such as 2026-01-21 12:00:00.0, or milliseconds');
  const [year, month, day, hour, minute, second = 0] = parts.slice(1, 7).map((part) => Number(part ?? 0));
  const milliseconds = Number((parts[7] ?? '0').padEnd(3, '0'));
  const local = Date.UTC(year!, month! - 1, day, hour, minute, second, milliseconds);
  return new Date(zone === '' ? local : instantIn(offsetOf(zone, zones), local)).toISOString();
}

function offsetOf(zone: string, zones: Map<string, ZoneOffset>): ZoneOffset {
  const known = zones.get(zone);
  if (known) return known;
  try {
    const made = zoneOffset(zone, 'zone');
    zones.set(zone, made);
    return made;
  } catch {
    throw new RowError(`Time Zone must be a name such as US/Eastern`);
  }
}
