import { Anchor, Badge, Group, NativeSelect, Stack } from '@mantine/core';
import { Link, useSearchParams } from 'react-router';
import { api, type Schemas } from '../../api/client';
import { useMay } from '../../session/session';
import { DataTable } from '../../shared/data-table';
import { Loaded } from '../../shared/loaded';
import { Time } from '../../shared/time';
import { text } from '../../strings';
import { shortId } from './active-pair';
import { ChangesTable } from './changes-table';
import { Who } from './who';

interface Props {
  algoKey: string;
  version: string;
  sets: readonly Schemas['ParamsResponse'][];
}

/** The parameter sets of a version, and what is different between two of them. */
export function ParamsSets({ algoKey, version, sets }: Props) {
  const isAdmin = useMay('admin');
  return (
    <Stack gap="sm">
      <DataTable
        label={text.algorithms.setsOf(version)}
        items={sets}
        rowKey={({ id }) => id}
        empty={text.algorithms.noSets}
        columns={[
          {
            header: text.algorithms.set,
            cell: ({ id }) => (
              <Anchor
                component={Link}
                to={`/algorithms/${algoKey}/versions/${version}/params/${id}`}
                className="mono"
                title={id}
              >
                {shortId(id)}
              </Anchor>
            ),
          },
          {
            header: text.algorithms.use,
            cell: ({ is_active }) =>
              is_active && (
                <Badge variant="dot" color="teal">
                  {text.algorithms.activeSet}
                </Badge>
              ),
          },
          { header: text.algorithms.created, cell: ({ created_at }) => <Time at={created_at} /> },
          ...(isAdmin
            ? [
                {
                  header: text.algorithms.by,
                  cell: ({ created_by_user_id }: Schemas['ParamsResponse']) => <Who id={created_by_user_id} />,
                },
              ]
            : []),
        ]}
      />
      {sets.length > 1 && <Difference algoKey={algoKey} version={version} sets={sets} />}
    </Stack>
  );
}

/** Which two are compared is in the address. */
function Difference({ algoKey, version, sets }: Props) {
  const [search, setSearch] = useSearchParams();
  const [from, to] = search.get(`diff-${version}`)?.split('..') ?? [];
  const oldest = sets.find(({ is_active }) => is_active) ?? sets[0]!;
  const chosen = {
    from: from ?? oldest.id,
    to: to ?? sets.findLast(({ id }) => id !== (from ?? oldest.id))!.id,
  };
  const choose = (change: Partial<typeof chosen>) => {
    const both = { ...chosen, ...change };
    setSearch(
      (before) => {
        before.set(`diff-${version}`, `${both.from}..${both.to}`);
        return before;
      },
      { preventScrollReset: true },
    );
  };
  const data = sets.map(({ id, is_active }) => ({
    value: id,
    label: is_active ? `${shortId(id)} (${text.algorithms.activeSet})` : shortId(id),
  }));
  const query = api.useQuery(
    'get',
    '/v1/learning/algorithms/{algo_key}/versions/{version}/params/{from_id}/diff/{to_id}',
    { params: { path: { algo_key: algoKey, version, from_id: chosen.from, to_id: chosen.to } } },
  );
  return (
    <Stack gap="xs">
      <Group gap="sm">
        <NativeSelect
          label={text.algorithms.compare}
          data={data}
          value={chosen.from}
          onChange={({ currentTarget }) => choose({ from: currentTarget.value })}
        />
        <NativeSelect
          label={text.algorithms.compareWith}
          data={data}
          value={chosen.to}
          onChange={({ currentTarget }) => choose({ to: currentTarget.value })}
        />
      </Group>
      <Loaded query={query} height={60}>
        {({ changes }) => <ChangesTable label={text.algorithms.differencesOf(version)} changes={changes} />}
      </Loaded>
    </Stack>
  );
}
