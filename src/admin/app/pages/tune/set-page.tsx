import { Alert, Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { api, type Schemas } from '../../api/client';
import { fieldsOf } from '../../form/fields';
import { titleAt } from '../../form/titles';
import { PageFrame } from '../../layout/page-frame';
import { useMay } from '../../session/session';
import { Loaded } from '../../shared/loaded';
import { Time } from '../../shared/time';
import { text } from '../../strings';
import { pairName } from '../algorithms/active-pair';
import { ChangesTable } from '../algorithms/changes-table';
import { Who } from '../algorithms/who';
import { Crumbs } from './crumbs';
import { ParamsTable } from './params-table';
import { PathToActive } from './path-to-active';

/** One parameter set, and its way from stored to active. */
export function Component() {
  const { key = '', version = '', paramsId = '' } = useParams();
  const name = pairName({ version, params_id: paramsId })!;
  const query = api.useQuery('get', '/v1/learning/algorithms/{algo_key}/versions/{version}', {
    params: { path: { algo_key: key, version } },
  });
  return (
    <PageFrame title={`${key} ${name}`}>
      <Crumbs algoKey={key} here={name} />
      <Loaded query={query}>
        {(details) => {
          const set = details.params_sets.find(({ id }) => id === paramsId);
          return set ? (
            <SetPage details={details} set={set} />
          ) : (
            <Alert color="orange">{text.tune.noSuchSet(paramsId)}</Alert>
          );
        }}
      </Loaded>
    </PageFrame>
  );
}

function SetPage({ details, set }: { details: Schemas['VersionDetailsResponse']; set: Schemas['ParamsResponse'] }) {
  const { algo_key, version, contract, params_sets } = details;
  const isAdmin = useMay('admin');
  const fields = contract ? fieldsOf(contract.params) : [];
  const active = params_sets.find(({ is_active }) => is_active);
  return (
    <Stack gap="lg">
      <Card withBorder>
        <Group justify="space-between" align="start">
          <Stack gap={4}>
            <Text className="mono">{set.id}</Text>
            <Text size="sm" c="dimmed">
              {text.algorithms.created} <Time at={set.created_at} />
              {isAdmin && (
                <>
                  {' '}
                  {text.algorithms.by} <Who id={set.created_by_user_id} />
                </>
              )}
            </Text>
            {set.is_active && (
              <Badge variant="dot" color="teal">
                {text.tune.activeOf(version)}
              </Badge>
            )}
          </Stack>
          {isAdmin && contract && (
            <Button
              component={Link}
              to={`/algorithms/${algo_key}/versions/${version}/tune?from=${set.id}`}
              variant="default"
              size="xs"
            >
              {text.tune.tuneFrom}
            </Button>
          )}
        </Group>
      </Card>
      {active && !set.is_active && (
        <Stack gap="xs" component="section">
          <Title order={2} size="h4">
            {text.tune.against(pairName({ version, params_id: active.id })!)}
          </Title>
          <Difference {...{ algo_key, version }} from_id={active.id} to_id={set.id} fields={fields} />
        </Stack>
      )}
      {isAdmin && <PathToActive algoKey={algo_key} version={version} paramsId={set.id} />}
      <ParamsTable
        params={set.params}
        fields={fields}
        label={text.tune.paramsOf(pairName({ version, params_id: set.id })!)}
      />
    </Stack>
  );
}

interface DifferenceProps {
  algo_key: string;
  version: string;
  from_id: string;
  to_id: string;
  fields: ReturnType<typeof fieldsOf>;
}

function Difference({ fields, ...path }: DifferenceProps) {
  const query = api.useQuery(
    'get',
    '/v1/learning/algorithms/{algo_key}/versions/{version}/params/{from_id}/diff/{to_id}',
    { params: { path } },
  );
  return (
    <Loaded query={query} height={60}>
      {({ changes }) => (
        <ChangesTable label={text.tune.changes} changes={changes} titleOf={(pointer) => titleAt(fields, pointer)} />
      )}
    </Loaded>
  );
}
