import { Group, Progress, Text } from '@mantine/core';
import { keepPreviousData } from '@tanstack/react-query';
import { api } from '../../api/client';
import { Loaded } from '../../shared/loaded';
import { text } from '../../strings';
import { lastDay } from './day';

/** How many runs succeeded and failed, by version. */
export function RunsOfADay({ algoKey }: { algoKey: string }) {
  const params = { path: { algo_key: algoKey }, query: lastDay() };
  const query = api.useQuery(
    'get',
    '/v1/learning/algorithms/{algo_key}/statistics',
    { params },
    { placeholderData: keepPreviousData },
  );
  return (
    <Loaded query={query} height={40}>
      {({ versions }) => {
        const used = versions.filter(({ runs }) => runs > 0);
        if (used.length === 0) {
          return (
            <Text size="sm" c="dimmed">
              {text.overview.noRuns}
            </Text>
          );
        }
        return used.map(({ version, runs, succeeded, failed }) => (
          <div key={version}>
            <Group justify="space-between" gap="xs">
              <Text size="sm">
                {version}: {text.overview.runsOf(runs)}
              </Text>
              {failed > 0 && <Text size="sm">{text.overview.failed(failed)}</Text>}
            </Group>
            <Progress.Root size="sm" aria-hidden>
              <Progress.Section value={(100 * succeeded) / runs} color="teal" />
              <Progress.Section value={(100 * failed) / runs} color="red" />
            </Progress.Root>
          </div>
        ));
      }}
    </Loaded>
  );
}
