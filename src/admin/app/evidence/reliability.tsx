import { SimpleGrid, Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { DataTable } from '../shared/data-table';
import { text } from '../strings';
import { count, percent } from '../shared/numbers';

const Chart = lazy(() => import('./reliability-chart'));

export interface Bin {
  from: number;
  answers: number;
  predicted: number | null;
  right: number | null;
}

/** Of each tenth of predictions, how many of the answers were right: as a picture, and in numbers. */
export function Reliability({ name, bins }: { name: string; bins: readonly Bin[] }) {
  const used = bins.filter(({ answers }) => answers > 0);
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
      <Suspense fallback={<Skeleton h={280} role="status" aria-label={text.common.loading} />}>
        <Chart bins={used} />
      </Suspense>
      <DataTable
        label={text.algorithms.reliability(name)}
        items={used}
        rowKey={({ from }) => String(from)}
        columns={[
          { header: text.algorithms.predicted, cell: ({ predicted }) => percent(predicted), numeric: true },
          { header: text.algorithms.wereRight, cell: ({ right }) => percent(right), numeric: true },
          { header: text.algorithms.answers, cell: ({ answers }) => count(answers), numeric: true },
        ]}
      />
    </SimpleGrid>
  );
}
