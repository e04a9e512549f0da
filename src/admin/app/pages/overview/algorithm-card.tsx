import { Anchor, Card, Group, List, Stack, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { type Schemas } from '../../api/client';
import { useMay } from '../../session/session';
import { StatusBadge } from '../../shared/status-badge';
import { Time } from '../../shared/time';
import { text } from '../../strings';
import { LastChange } from './last-change';
import { RunsOfADay } from './runs-of-a-day';

/** What is active of one algorithm, since when and why, and how it does. */
export function AlgorithmCard({
  algorithm: { algo_key, active_version, status, active_params, updated_at },
}: {
  algorithm: Schemas['AlgorithmInfoResponse'];
}) {
  const isAdmin = useMay('admin');
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
        {isAdmin ? (
          <LastChange algoKey={algo_key} />
        ) : (
          updated_at && (
            <Text size="sm" c="dimmed">
              {text.overview.since} <Time at={updated_at} />
            </Text>
          )
        )}
        {active_params && <Params params={active_params} />}
        {isAdmin && <RunsOfADay algoKey={algo_key} />}
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
