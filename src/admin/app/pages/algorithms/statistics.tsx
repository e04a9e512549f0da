import { Progress, Stack } from '@mantine/core';
import { api } from '../../api/client';
import { DataTable } from '../../shared/data-table';
import { Loaded } from '../../shared/loaded';
import { text } from '../../strings';
import { count, duration, percent } from '../../shared/numbers';
import { StatisticsOverTime } from './statistics-over-time';
import { keepThrough, usePeriod, useWindow, WindowControl } from './window';

/** How many runs each version had, how many of them failed, and how long they took. */
export function Statistics({ algoKey }: { algoKey: string }) {
  const window = useWindow();
  const by = usePeriod();
  const query = api.useQuery(
    'get',
    '/v1/learning/algorithms/{algo_key}/statistics',
    { params: { path: { algo_key: algoKey }, query: { ...window, by } } },
    { placeholderData: keepThrough(algoKey, window) },
  );
  return (
    <Stack>
      <WindowControl />
      <Loaded query={query}>
        {({ versions, periods = [] }) => {
          const most = Math.max(1, ...versions.map(({ runs }) => runs));
          return (
            <Stack gap="xl">
              <DataTable
                label={text.algorithms.statisticsOf(algoKey)}
                items={versions}
                rowKey={({ version }) => version}
                empty={text.algorithms.noRuns}
                columns={[
                  { header: text.algorithms.version, cell: ({ version }) => version },
                  {
                    header: text.algorithms.share,
                    cell: ({ succeeded, failed }) => (
                      <Progress.Root size="md" miw={120} aria-hidden>
                        <Progress.Section value={(100 * succeeded) / most} color="teal" />
                        <Progress.Section value={(100 * failed) / most} color="red" />
                      </Progress.Root>
                    ),
                  },
                  { header: text.algorithms.runs, cell: ({ runs }) => count(runs), numeric: true },
                  { header: text.algorithms.failed, cell: ({ failed }) => count(failed), numeric: true },
                  {
                    header: text.algorithms.failureRate,
                    cell: ({ failure_rate }) => percent(failure_rate),
                    numeric: true,
                  },
                  {
                    header: text.algorithms.invalid,
                    cell: ({ invalid_inputs }) => count(invalid_inputs),
                    numeric: true,
                  },
                  { header: text.algorithms.p50, cell: ({ p50_ms }) => duration(p50_ms), numeric: true },
                  { header: text.algorithms.p95, cell: ({ p95_ms }) => duration(p95_ms), numeric: true },
                ]}
              />
              {periods.length > 0 && <StatisticsOverTime algoKey={algoKey} by={by} window={window} periods={periods} />}
            </Stack>
          );
        }}
      </Loaded>
    </Stack>
  );
}
