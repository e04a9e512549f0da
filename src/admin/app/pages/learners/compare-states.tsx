import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { client, type Schemas } from '../../api/client';
import { DataTable } from '../../shared/data-table';
import { Loaded } from '../../shared/loaded';
import { count, number, signed } from '../../shared/numbers';
import { Time } from '../../shared/time';
import { text } from '../../strings';
import { compared, isOther } from './compared';

type Projection = Schemas['ProjectionResponse'];

const PATH = '/v1/learning/learners/{learner_id}/state';
const LIMIT = 200;
/** So many pages of each are compared. */
const PAGES = 10;

interface Props {
  id: string;
  algoKey: string;
  other: Projection;
}

/** The states of a learner by what is active, and by another version or set, side by side. */
export function CompareStates({ id, algoKey, other }: Props) {
  const words = text.learners;
  const query = useQuery({
    queryKey: ['get', PATH, 'compared', id, algoKey, other.id],
    queryFn: async ({ signal }) => ({
      active: await statesOf(id, { algo_key: algoKey }, signal),
      other: await statesOf(id, { algo_key: algoKey, projection_id: other.id }, signal),
    }),
  });
  const names = [words.active, `${other.version} · ${other.params_id.slice(0, 8)}`] as const;
  return (
    <Loaded query={query}>
      {(found) => {
        const rows = compared(found.active.states, found.other.states);
        const isCut = !found.active.isWhole || !found.other.isWhole;
        return (
          <>
            <Text>{words.differs(count(rows.filter(isOther).length), count(rows.length))}</Text>
            {isCut && <Text size="sm">{words.only(count(LIMIT * PAGES))}</Text>}
            <DataTable
              label={words.states}
              items={rows}
              rowKey={({ scope_kind, scope_id }) => `${scope_kind} ${scope_id}`}
              empty={words.noStates}
              columns={[
                { header: words.scopeId, cell: ({ scope_id }) => scope_id },
                { header: words.scope, cell: ({ scope_kind }) => scope_kind },
                { header: words.valueOf(names[0]), numeric: true, cell: ({ active }) => number(active?.value) },
                { header: words.valueOf(names[1]), numeric: true, cell: (row) => number(row.other?.value) },
                {
                  header: words.difference,
                  numeric: true,
                  cell: ({ difference }) => (difference === null ? '–' : signed(difference)),
                },
                { header: words.dueOf(names[0]), cell: ({ active }) => <DueAt at={active?.due_at} /> },
                { header: words.dueOf(names[1]), cell: (row) => <DueAt at={row.other?.due_at} /> },
              ]}
            />
          </>
        );
      }}
    </Loaded>
  );
}

const DueAt = ({ at }: { at: string | null | undefined }) => (at ? <Time at={at} /> : <>–</>);

interface Which {
  algo_key: string;
  projection_id?: string;
}

async function statesOf(learner_id: string, which: Which, signal: AbortSignal) {
  const states: Schemas['StateResponse'][] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES; page += 1) {
    const query = { ...which, limit: LIMIT, ...(cursor && { cursor }) };
    const { data } = await client.GET(PATH, { params: { path: { learner_id }, query }, signal });
    states.push(...data!.states);
    cursor = data!.next_cursor ?? undefined;
    if (cursor === undefined) return { states, isWhole: true };
  }
  return { states, isWhole: false };
}
