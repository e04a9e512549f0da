import { Alert, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { api, type Schemas } from '../../api/client';
import { useMay } from '../../session/session';
import { Loaded } from '../../shared/loaded';
import { StatusBadge } from '../../shared/status-badge';
import { text } from '../../strings';
import { CompareSets } from './compare-sets';
import { ParamsSets } from './params-sets';

/** The versions of an algorithm, each with its parameter sets. */
export function Versions({ algoKey }: { algoKey: string }) {
  const query = api.useQuery('get', '/v1/learning/algorithms/{algo_key}/versions', {
    params: { path: { algo_key: algoKey } },
  });
  return (
    <Loaded query={query}>
      {({ versions }) => (
        <Stack gap="lg">
          {versions.map((version) => (
            <VersionCard key={version.version} version={version} />
          ))}
          <CompareSets algoKey={algoKey} versions={versions} />
        </Stack>
      )}
    </Loaded>
  );
}

function VersionCard({
  version: { algo_key, version, status, description, is_registered },
}: {
  version: Schemas['VersionResponse'];
}) {
  const isAdmin = useMay('admin');
  const query = api.useQuery('get', '/v1/learning/algorithms/{algo_key}/versions/{version}', {
    params: { path: { algo_key, version } },
  });
  const canTune = isAdmin && query.data?.contract;
  return (
    <Card withBorder component="section" aria-label={version}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Group gap="sm">
            <Title order={2} size="h4">
              {version}
            </Title>
            <StatusBadge status={status} />
          </Group>
          {canTune && (
            <Button
              component={Link}
              to={`/algorithms/${algo_key}/versions/${version}/tune`}
              size="xs"
              variant="default"
              aria-label={text.algorithms.tuneVersion(version)}
            >
              {text.algorithms.tune}
            </Button>
          )}
        </Group>
        <Text>{description}</Text>
        {!is_registered && <Alert color="orange">{text.algorithms.notRegistered}</Alert>}
        <Loaded query={query} height={60}>
          {({ params_sets }) => <ParamsSets algoKey={algo_key} version={version} sets={params_sets} />}
        </Loaded>
      </Stack>
    </Card>
  );
}
