import { Stack } from '@mantine/core';
import { useParams } from 'react-router';
import { api, type Schemas } from '../../api/client';
import { PageFrame } from '../../layout/page-frame';
import { DataTable } from '../../shared/data-table';
import { Facts } from '../../shared/facts';
import { Id } from '../../shared/id';
import { IntervalBar } from '../../shared/interval-bar';
import { Loaded } from '../../shared/loaded';
import { moreOf } from '../../shared/more-of';
import { count, number } from '../../shared/numbers';
import { Part } from '../../shared/part';
import { Time } from '../../shared/time';
import { text } from '../../strings';
import { ActiveBadge } from './active-badge';
import { AdoptButton } from './adopt-button';

const LIMIT = 200;

/** Of a normal distribution, 95 % is within so many standard errors. */
const Z = 1.96;

const intervalOf = ({ difficulty, se }: Schemas['CalibratedItemResponse']) =>
  se === null ? undefined : ([difficulty - Z * se, difficulty + Z * se] as const);

/** One calibration: how difficult its items are, and how sure that is. */
export function Component() {
  const { calibration_id = '' } = useParams();
  const params = { path: { calibration_id } };
  const query = api.useQuery('get', '/v1/learning/calibrations/{calibration_id}', { params });
  const words = text.items;
  const set = query.data;
  return (
    <PageFrame
      title={words.calibration(calibration_id.slice(0, 8))}
      actions={set && <AdoptButton kind="calibrations" id={set.id} isActive={set.is_active} />}
    >
      <Loaded query={query}>
        {(data) => (
          <Stack gap="xl">
            <Facts
              label={words.details}
              facts={[
                [words.id, <Id key="id" id={data.id} whole />],
                [words.isActive, <ActiveBadge key="active" isActive={data.is_active} />],
                [words.items, count(data.items)],
                [words.created, <Time key="created" at={data.created_at} />],
                [words.bank, data.bank_id],
                [words.answersFrom, data.answers_from ? <Time key="from" at={data.answers_from} /> : undefined],
                [words.answersTo, data.answers_to ? <Time key="to" at={data.answers_to} /> : undefined],
                [words.digest, <Id key="digest" id={data.digest} />],
              ]}
            />
            <CalibratedItems id={data.id} />
          </Stack>
        )}
      </Loaded>
    </PageFrame>
  );
}

function CalibratedItems({ id }: { id: string }) {
  const words = text.items;
  const query = api.useInfiniteQuery(
    'get',
    '/v1/learning/calibrations/{calibration_id}/items',
    { params: { path: { calibration_id: id }, query: { limit: LIMIT } } },
    { initialPageParam: null, getNextPageParam: ({ next_cursor }) => next_cursor },
  );
  const more = moreOf(query);
  return (
    <Part title={words.items}>
      <Loaded query={query}>
        {({ pages }) => (
          <DataTable
            label={words.items}
            items={pages.flatMap(({ items }) => items)}
            rowKey={({ item_id }) => item_id}
            more={more}
            columns={[
              { header: words.item, cell: ({ item_id }) => item_id },
              {
                header: words.bar,
                cell: (item) => {
                  const [low, high] = intervalOf(item) ?? [null, null];
                  return <IntervalBar value={item.difficulty} low={low} high={high} range={[-4, 4]} />;
                },
              },
              { header: words.difficulty, numeric: true, cell: ({ difficulty }) => number(difficulty) },
              {
                header: words.interval,
                numeric: true,
                cell: (item) =>
                  intervalOf(item)
                    ?.map((end) => number(end))
                    .join(' to ') ?? '–',
              },
              { header: words.discrimination, numeric: true, cell: (item) => number(item.discrimination) },
              { header: words.answers, numeric: true, cell: ({ answers }) => count(answers) },
              { header: words.provisional, cell: ({ provisional }) => (provisional ? words.yes : words.no) },
            ]}
          />
        )}
      </Loaded>
    </Part>
  );
}
