import '@mantine/charts/styles.css';
import { CompositeChart } from '@mantine/charts';
import { text } from '../strings';
import { percent } from '../shared/numbers';
import { type Bin } from './reliability';

/** On the diagonal what was predicted came as often as that. The table beside it says the same. */
export default function ReliabilityChart({ bins }: { bins: readonly Bin[] }) {
  const data = [
    { predicted: 0, [text.algorithms.ideal]: 0 },
    ...bins.map(({ predicted, right }) => ({
      ...{ predicted: predicted!, [text.algorithms.ideal]: predicted! },
      [text.algorithms.wereRight]: right!,
    })),
    { predicted: 1, [text.algorithms.ideal]: 1 },
  ];
  return (
    <div aria-hidden>
      <CompositeChart
        h={280}
        data={data}
        dataKey="predicted"
        series={[
          { name: text.algorithms.ideal, color: 'gray.6', type: 'line' },
          { name: text.algorithms.wereRight, color: 'ink.6', type: 'line' },
        ]}
        xAxisProps={{ type: 'number', domain: [0, 1], ticks: [0, 0.25, 0.5, 0.75, 1], tickFormatter: percent }}
        yAxisProps={{ domain: [0, 1], ticks: [0, 0.25, 0.5, 0.75, 1] }}
        valueFormatter={percent}
        xAxisLabel={text.algorithms.predicted}
        connectNulls
        curveType="linear"
        withLegend
        lineProps={{ isAnimationActive: false }}
        composedChartProps={{ accessibilityLayer: false }}
      />
    </div>
  );
}
