import { Alert, Anchor, Card, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { PageFrame } from '../../layout/page-frame';
import { DataTable } from '../../shared/data-table';
import { FilterSelect, FilterText, FilterTime } from '../../shared/filter-fields';
import { Loaded } from '../../shared/loaded';
import { count } from '../../shared/numbers';
import { Time } from '../../shared/time';
import { useFilters } from '../../shared/use-filters';
import { text } from '../../strings';
import { Who } from '../algorithms/who';
import { isWanted } from './changes';
import { useChanges } from './use-changes';

/** Who changed what of that which is active, when and why. */
export function Component() {
  const [filters, setFilters] = useFilters(['kind', 'subject', 'by', 'from', 'to'] as const);
  const { log, changes, more, keys, isRead, unread } = useChanges();
  const words = text.audit;
  const wanted = changes.filter(isWanted(filters));
  const field = (name: keyof typeof filters) => ({
    value: filters[name],
    onChange: (value: string) => setFilters({ [name]: value }),
  });
  return (
    <PageFrame title={words.title}>
      <Text size="sm" maw="48rem">
        {words.help}
      </Text>
      <Card withBorder component="section" aria-label={words.filters}>
        <SimpleGrid cols={{ base: 1, xs: 2, md: 5 }} spacing="sm">
          <FilterSelect label={words.kind} {...field('kind')} options={Object.keys(words.kinds)} />
          <FilterSelect
            label={words.subject}
            {...field('subject')}
            options={[...keys, words.kinds.calibration, words.kinds['skill-map']]}
          />
          <FilterText label={words.by} {...field('by')} />
          <FilterTime label={words.from} {...field('from')} />
          <FilterTime label={words.to} {...field('to')} />
        </SimpleGrid>
      </Card>
      {unread.length > 0 && <Alert color="orange">{words.unread(unread.join(', '))}</Alert>}
      <Loaded query={log} height={400}>
        {() =>
          !isRead ? (
            <Skeleton h={400} role="status" aria-label={text.common.loading} />
          ) : (
            <Stack gap="xs">
              <Text size="sm" c="dimmed" role="status">
                {words.shown(count(wanted.length))}
              </Text>
              <DataTable
                label={words.list}
                items={wanted}
                rowKey={({ id }) => id}
                empty={words.none}
                more={more}
                columns={[
                  { header: words.when, cell: ({ at }) => <Time at={at} /> },
                  { header: words.kind, cell: ({ kind }) => words.kinds[kind] },
                  { header: words.subject, cell: ({ subject }) => subject },
                  {
                    header: words.what,
                    cell: ({ what, to }) => (
                      <Anchor component={Link} to={to} size="sm">
                        {what}
                      </Anchor>
                    ),
                  },
                  { header: words.who, cell: ({ by }) => <Who id={by} /> },
                  { header: text.common.reason, cell: ({ reason }) => reason ?? '–' },
                ]}
              />
            </Stack>
          )
        }
      </Loaded>
    </PageFrame>
  );
}
