const plain = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 4 });
const percents = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 });

/** A number in the viewer's format, to four digits. What is not known is a dash, never a 0. */
export const number = (value: number | null | undefined): string =>
  typeof value === 'number' ? plain.format(value) : '–';

/** A count, in all its digits. */
export const count = (value: number | null | undefined): string =>
  typeof value === 'number' ? value.toLocaleString() : '–';

/** The least share that is not shown as 0 %. */
const LEAST = 0.0005;

/** A share of 1. One that is not 0 is never shown as 0 %. */
export function percent(value: number | null | undefined): string {
  if (typeof value !== 'number') return '–';
  return value > 0 && value < LEAST ? `< ${percents.format(0.001)}` : percents.format(value);
}

const exact = new Intl.NumberFormat(undefined, { maximumFractionDigits: 20 });
const exactPercents = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 20 });

/** A limit that a person has set, in all its digits. */
export const limit = (value: number | null | undefined): string =>
  typeof value === 'number' ? exact.format(value) : '–';

/** A limit that is a share of 1, in all its digits. */
export const limitPercent = (value: number | null | undefined): string =>
  typeof value === 'number' ? exactPercents.format(value) : '–';

/** A duration in the unit that suits it. */
export function duration(ms: number | null | undefined): string {
  if (typeof ms !== 'number') return '–';
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${number(ms / 1000)} s`;
  const minutes = Math.round(ms / 60_000);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** How long something took that began and ended; null while it goes on. */
export const between = (from: string | null, to: string | null): number | null =>
  from && to ? Date.parse(to) - Date.parse(from) : null;

const four = new Intl.NumberFormat(undefined, { minimumFractionDigits: 4, maximumFractionDigits: 4 });

/** A measure of predictions, such as a log loss: to four decimals, so that those below each other can be compared. */
export const measure = (value: number | null | undefined): string =>
  typeof value === 'number' ? four.format(value) : '–';

/** A difference of measures, with its sign. */
export const signed = (value: number): string => `${value > 0 ? '+' : ''}${measure(value)}`;

/** A figure with its interval of 95 %, which is left out where it is the figure itself. */
export function within(
  value: number | null | undefined,
  interval: readonly [number, number] | null | undefined,
  say: (one: number) => string,
): string {
  if (typeof value !== 'number') return '–';
  const [low, high] = interval ?? [value, value];
  return low === value && high === value ? say(value) : `${say(value)} (${say(low)} – ${say(high)})`;
}
