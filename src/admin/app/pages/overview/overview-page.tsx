import { Anchor, Card, Group, List, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { api, type Schemas } from '../../api/client';
import { PageFrame } from '../../layout/page-frame';
import { useMay } from '../../session/session';
import { Loaded } from '../../shared/loaded';
import { StatusBadge } from '../../shared/status-badge';
import { Time } from '../../shared/time';
import { text } from '../../strings';
import { Attention } from './attention';
import { LatestChanges } from './latest-changes';
import { RunsOfADay } from './runs-of-a-day';

/** What is active, how it does, and what needs a person. */
export function Component() {
  const info = api.useQuery('get', '/v1/learning/info');
  const isAdmin = useMay('admin');
  return (
    <PageFrame title={text.overview.title}>
      <Loaded query={info}>
        {({ algorithms }) => (
          <Stack gap="xl">
            {isAdmin && <Attention algorithms={algorithms} />}
            <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
              {algorithms.map((algorithm) => (
                <AlgorithmCard key={algorithm.algo_key} algorithm={algorithm} showsRuns={isAdmin} />
              ))}
            </SimpleGrid>
            {isAdmin && <LatestChanges />}
          </Stack>
        )}
      </Loaded>
    </PageFrame>
  );
}

function AlgorithmCard({
  algorithm: { algo_key, active_version, status, active_params, updated_at },
  showsRuns,
}: {
  algorithm: Schemas['AlgorithmInfoResponse'];
  showsRuns: boolean;
}) {
  return (
    <Card withBorder component="section" aria-label={algo_key}>
      <Stack gap="xs">
        <Group justify="space-between">
          <Title order={2} size="h4">
            <Anchor component={Link} to={`/algorithms/${algo_key}`} inherit>
              {algo_key}
            </Anchor>
          </Title>
          {status && <StatusBadge status={status} />}
        </Group>
        <Text>
          {active_version ? (
            <>
              {text.overview.activeVersion} <strong>{active_version}</strong>
            </>
          ) : (
            text.overview.none
          )}
        </Text>
        {updated_at && (
          <Text size="sm" c="dimmed">
            {text.overview.since} <Time at={updated_at} />
          </Text>
        )}
        {active_params && <Params params={active_params} />}
        {showsRuns && <RunsOfADay algoKey={algo_key} />}
      </Stack>
    </Card>
  );
}

const SHOWN = 4;

function Params({ params }: { params: Record<string, unknown> }) {
  const entries = Object.entries(params).slice(0, SHOWN);
  const rest = Object.keys(params).length - entries.length;
  return (
    <List size="sm" listStyleType="none">
      {entries.map(([name, value]) => (
        <List.Item key={name} className="mono">
          {name} = {Array.isArray(value) ? `[${value.length}]` : JSON.stringify(value)}
        </List.Item>
      ))}
      {rest > 0 && <List.Item className="mono">… {text.overview.moreParams(rest)}</List.Item>}
    </List>
  );
}
