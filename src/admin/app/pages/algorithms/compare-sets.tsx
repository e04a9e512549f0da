import { Group, NativeSelect } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { api, type Schemas } from '../../api/client';
import { Loaded } from '../../shared/loaded';
import { Part } from '../../shared/part';
import { text } from '../../strings';
import { pairName } from './active-pair';
import { ChangesTable } from './changes-table';

interface NamedSet {
  version: string;
  id: string;
  name: string;
  isActive: boolean;
}

/** What is different between any two sets, of one version or of two. Which two they are is in the address. */
export function CompareSets({
  algoKey,
  versions,
}: {
  algoKey: string;
  versions: readonly Schemas['VersionResponse'][];
}) {
  const queries = useQueries({
    queries: versions.map(({ version }) =>
      api.queryOptions('get', '/v1/learning/algorithms/{algo_key}/versions/{version}', {
        params: { path: { algo_key: algoKey, version } },
      }),
    ),
  });
  const sets = queries.flatMap(({ data }) =>
    (data?.params_sets ?? []).map(({ id, is_active }): NamedSet => ({
      ...{ version: data!.version, id, name: pairName({ version: data!.version, params_id: id })! },
      isActive: is_active && data!.status === 'ACTIVE',
    })),
  );
  if (sets.length < 2) return null;
  return <Choice algoKey={algoKey} sets={sets} />;
}

function Choice({ algoKey, sets }: { algoKey: string; sets: readonly NamedSet[] }) {
  const [search, setSearch] = useSearchParams();
  const [fromId, toId] = search.get('diff')?.split('..') ?? [];
  const from = sets.find(({ id }) => id === fromId) ?? sets.find(({ isActive }) => isActive) ?? sets[0]!;
  const others = sets.filter(({ id }) => id !== from.id);
  const to =
    sets.find(({ id }) => id === toId) ?? others.findLast(({ version }) => version === from.version) ?? others.at(-1)!;
  const choose = (one: string, other: string) =>
    setSearch(
      (before) => {
        before.set('diff', `${one}..${other}`);
        return before;
      },
      { preventScrollReset: true, replace: true },
    );
  const data = sets.map(({ id, name, isActive }) => ({
    value: id,
    label: isActive ? `${name} (${text.algorithms.activeNow})` : name,
  }));
  return (
    <Part title={text.algorithms.compareSets}>
      <Group gap="sm">
        <NativeSelect
          label={text.algorithms.compare}
          data={data}
          value={from.id}
          onChange={({ currentTarget: { value } }) => choose(value, value === to.id ? from.id : to.id)}
        />
        <NativeSelect
          label={text.algorithms.compareWith}
          data={data}
          value={to.id}
          onChange={({ currentTarget: { value } }) => choose(value === from.id ? to.id : from.id, value)}
        />
      </Group>
      <Differences algoKey={algoKey} from={from} to={to} />
    </Part>
  );
}

function Differences({ algoKey, from, to }: { algoKey: string; from: NamedSet; to: NamedSet }) {
  const query = api.useQuery(
    'get',
    '/v1/learning/algorithms/{algo_key}/versions/{version}/params/{from_id}/diff/{to_id}',
    {
      params: {
        path: { algo_key: algoKey, version: from.version, from_id: from.id, to_id: to.id },
        query: { to_version: to.version },
      },
    },
  );
  return (
    <Loaded query={query} height={60}>
      {({ changes }) => <ChangesTable label={text.algorithms.differencesOf(from.name, to.name)} changes={changes} />}
    </Loaded>
  );
}
