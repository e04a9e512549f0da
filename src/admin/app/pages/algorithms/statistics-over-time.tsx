import { SegmentedControl, Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { DataTable } from '../../shared/data-table';
import { count, duration, percent } from '../../shared/numbers';
import { Part } from '../../shared/part';
import { Time } from '../../shared/time';
import { useFilters } from '../../shared/use-filters';
import { text } from '../../strings';
import { type Measure, MEASURES, type Period } from './statistics-measures';
import { type Window } from './window';

const Chart = lazy(() => import('./statistics-chart'));

const isMeasure = (name: string | undefined): name is Measure => name !== undefined && name in MEASURES;

interface Props {
  algoKey: string;
  by: 'hour' | 'day';
  window: Window;
  periods: readonly Period[];
}

/** How versions did hour by hour or day by day: as a picture, and in numbers. What is drawn is in the address. */
export function StatisticsOverTime({ algoKey, by, window, periods }: Props) {
  const [{ measure: given }, setFilters] = useFilters(['measure']);
  const measure = isMeasure(given) ? given : 'p95_ms';
  return (
    <Part title={text.algorithms.overTime[by]}>
      <SegmentedControl
        aria-label={text.algorithms.drawn}
        value={measure}
        onChange={(name) => setFilters({ measure: name })}
        data={Object.keys(MEASURES).map((name) => ({
          value: name,
          label: text.algorithms.measures[name as Measure],
        }))}
      />
      <Suspense fallback={<Skeleton h={280} role="status" aria-label={text.common.loading} />}>
        <Chart by={by} window={window} measure={measure} periods={periods} />
      </Suspense>
      <DataTable
        label={text.algorithms.overTimeOf(algoKey)}
        items={periods.toReversed()}
        rowKey={({ from, version }) => `${from} ${version}`}
        columns={[
          { header: text.algorithms.begins, cell: ({ from }) => <Time at={from} /> },
          { header: text.algorithms.version, cell: ({ version }) => version },
          { header: text.algorithms.runs, cell: ({ runs }) => count(runs), numeric: true },
          { header: text.algorithms.failed, cell: ({ failed }) => count(failed), numeric: true },
          { header: text.algorithms.failureRate, cell: ({ failure_rate }) => percent(failure_rate), numeric: true },
          { header: text.algorithms.p50, cell: ({ p50_ms }) => duration(p50_ms), numeric: true },
          { header: text.algorithms.p95, cell: ({ p95_ms }) => duration(p95_ms), numeric: true },
        ]}
      />
    </Part>
  );
}
