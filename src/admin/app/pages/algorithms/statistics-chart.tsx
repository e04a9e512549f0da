import '@mantine/charts/styles.css';
import { LineChart } from '@mantine/charts';
import { type Measure, MEASURES, type Period } from './statistics-measures';
import { type Window } from './window';

const COLORS = ['ink.6', 'orange.6', 'teal.6', 'grape.6', 'red.6'];

const FORMATS = {
  hour: new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' }),
  day: new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' }),
} as const;

/** A line for each version, with gaps where it did not run. The table below it says the same. */
export default function StatisticsChart({
  by,
  window,
  measure,
  periods,
}: {
  by: 'hour' | 'day';
  window: Window;
  measure: Measure;
  periods: readonly Period[];
}) {
  const versions = [...new Set(periods.map(({ version }) => version))].sort();
  const begins = [...new Set(periods.map(({ from }) => from))].sort();
  const data = begins.map((from) => ({
    from: Date.parse(from),
    ...Object.fromEntries(
      periods.filter((period) => period.from === from).map((period) => [period.version, period[measure]]),
    ),
  }));
  return (
    <div aria-hidden>
      <LineChart
        h={280}
        data={data}
        dataKey="from"
        series={versions.map((name, index) => ({ name, color: COLORS[index % COLORS.length]! }))}
        xAxisProps={{
          ...{ type: 'number', scale: 'time', domain: [Date.parse(window.from), Date.parse(window.to)] },
          tickFormatter: (at: number) => FORMATS[by].format(at),
        }}
        valueFormatter={MEASURES[measure]}
        tooltipProps={{ labelFormatter: (at) => (typeof at === 'number' ? FORMATS[by].format(at) : '') }}
        curveType="linear"
        connectNulls={false}
        withLegend
        lineProps={{ isAnimationActive: false }}
        lineChartProps={{ accessibilityLayer: false }}
      />
    </div>
  );
}
