const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const COMMENT = new RegExp(`^# (HELP ${NAME} .+|TYPE ${NAME} (counter|gauge|histogram|summary))$`);
const LABEL = '[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\["\\\\n])*"';
const SAMPLE = new RegExp(`^(${NAME})(?:\\{(${LABEL}(?:,${LABEL})*)\\})? ([Nn]a[Nn]|[+-]?Inf|-?[0-9.e+-]+)$`);

/** Samples in the text format of Prometheus by series: name, then labels in the order of their names. */
export type Samples = ReadonlyMap<string, number>;

const seriesOf = (name: string, labels: string[]): string => `${name}{${[...labels].sort().join(',')}}`;

/** Name of a series as in `Samples`. */
export const series = (name: string, labels: Record<string, string> = {}): string =>
  seriesOf(
    name,
    Object.entries(labels).map(([label, value]) => `${label}="${value}"`),
  );

/** Reads an exposition, and rejects whatever is not well-formed, comes twice or has no TYPE. */
export function parseExposition(text: string): Samples {
  if (!text.endsWith('\n')) throw new Error('The last line does not end.');
  const samples = new Map<string, number>();
  const types = new Set<string>();
  for (const line of text.split('\n').filter(Boolean)) {
    if (line.startsWith('#')) {
      if (!COMMENT.test(line)) throw new Error(`Not a comment of the format: ${line}`);
      if (line.startsWith('# TYPE ')) types.add(line.split(' ')[2]!);
      continue;
    }
    const [, name, labels, value] = SAMPLE.exec(line) ?? [];
    if (name === undefined) throw new Error(`Not a sample: ${line}`);
    if (![name, name.replace(/_(bucket|sum|count)$/, '')].some((type) => types.has(type))) {
      throw new Error(`No TYPE before ${line}`);
    }
    const key = seriesOf(name, labels?.match(new RegExp(LABEL, 'g')) ?? []);
    if (samples.has(key)) throw new Error(`Twice: ${line}`);
    samples.set(key, Number(value!.replace('Inf', 'Infinity')));
  }
  return samples;
}
