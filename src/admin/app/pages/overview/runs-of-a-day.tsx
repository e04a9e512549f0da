import { Anchor, Group, Stack, Text } from '@mantine/core';
import { keepPreviousData } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api } from '../../api/client';
import { Loaded } from '../../shared/loaded';
import { count } from '../../shared/numbers';
import { text } from '../../strings';
import { lastDay, runsOfADay } from './day';
import { RunsByHour } from './runs-by-hour';

/** How many runs succeeded and failed in the last day: by version in words, by hour as a picture. */
export function RunsOfADay({ algoKey }: { algoKey: string }) {
  const query = api.useQuery(...runsOfADay(algoKey), { placeholderData: keepPreviousData });
  return (
    <Loaded query={query} height={40}>
      {({ versions, periods = [] }) => {
        const used = versions.filter(({ runs }) => runs > 0);
        if (used.length === 0) {
          return (
            <Text size="sm" c="dimmed">
              {text.overview.noRuns}
            </Text>
          );
        }
        return (
          <Stack gap={4}>
            <RunsByHour periods={periods} from={lastDay().from} />
            {used.map(({ version, runs, failed }) => (
              <Group key={version} justify="space-between" gap="xs">
                <Text size="sm">
                  {version}: {text.overview.runsOf(count(runs))}
                </Text>
                {failed > 0 && <Text size="sm">{text.overview.failed(count(failed))}</Text>}
              </Group>
            ))}
            <Anchor component={Link} to={`/algorithms/${algoKey}?tab=statistics`} size="sm">
              {text.overview.overTime}
            </Anchor>
          </Stack>
        );
      }}
    </Loaded>
  );
}
