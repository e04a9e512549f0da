import { Alert, Button, Card, Group, NativeSelect, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../../api/client';
import { PageFrame } from '../../layout/page-frame';
import { useCaller } from '../../session/session';
import { DataTable } from '../../shared/data-table';
import { FilterSelect, FilterText } from '../../shared/filter-fields';
import { Id } from '../../shared/id';
import { Loaded } from '../../shared/loaded';
import { moreOf } from '../../shared/more-of';
import { count } from '../../shared/numbers';
import { Part } from '../../shared/part';
import { Time } from '../../shared/time';
import { useFilters } from '../../shared/use-filters';
import { text } from '../../strings';

const LIMIT = 100;
const DAY_MS = 86_400_000;
const DAYS = { now: 0, day: 1, week: 7, month: 30 } as const;

/** Finds a learner: by id, or because something is due for them. */
export function Component() {
  return (
    <PageFrame title={text.learners.title}>
      <Stack gap="xl">
        <Text c="dimmed">{text.learners.audited}</Text>
        <Find />
        <Due />
      </Stack>
    </PageFrame>
  );
}

function Find() {
  const [id, setId] = useState('');
  const navigate = useNavigate();
  const open = (event: FormEvent) => {
    event.preventDefault();
    if (id.trim()) void navigate(`/learners/${encodeURIComponent(id.trim())}`);
  };
  return (
    <Card withBorder component="section" aria-label={text.learners.find}>
      <form onSubmit={open}>
        <Group align="end">
          <TextInput
            label={text.learners.find}
            description={text.learners.findHelp}
            value={id}
            onChange={({ currentTarget }) => setId(currentTarget.value)}
            autoComplete="off"
            flex="1 1 16rem"
          />
          <Button type="submit">{text.learners.open}</Button>
        </Group>
      </form>
    </Card>
  );
}

function Due() {
  const [filters, setFilters] = useFilters(['within', 'group_id'] as const);
  const { role, group_ids } = useCaller();
  // One moment for all pages of the list, and for each look at the page.
  const [now] = useState(Date.now);
  const within = Object.keys(DAYS).find((one) => one === filters.within) as keyof typeof DAYS | undefined;
  const before = new Date(now + DAYS[within ?? 'day'] * DAY_MS).toISOString();
  const { group_id } = filters;
  const words = text.learners;
  const query = api.useInfiniteQuery(
    'get',
    '/v1/learning/due',
    { params: { query: { before, limit: LIMIT, ...(group_id && { group_id }) } } },
    { initialPageParam: null, getNextPageParam: ({ next_cursor }) => next_cursor },
  );
  const more = moreOf(query);
  const groups = { label: words.group, value: group_id, onChange: (id: string) => setFilters({ group_id: id }) };
  return (
    <Part title={words.due}>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm">
        <NativeSelect
          label={words.within}
          value={within ?? 'day'}
          onChange={({ currentTarget }) => setFilters({ within: currentTarget.value })}
          data={Object.entries(words.withins).map(([value, label]) => ({ value, label }))}
        />
        {role === 'reader' ? <FilterSelect {...groups} options={group_ids} /> : <FilterText {...groups} />}
      </SimpleGrid>
      <Loaded query={query} height={300}>
        {({ pages }) => (
          <>
            {pages.some(({ complete }) => !complete) && <Alert color="orange">{words.incomplete}</Alert>}
            <DataTable
              label={words.due}
              items={pages.flatMap(({ due }) => due)}
              rowKey={({ learner_id, scope_kind, scope_id }) => `${learner_id} ${scope_kind} ${scope_id}`}
              empty={words.noneDue}
              more={more}
              columns={[
                {
                  header: words.id,
                  cell: ({ learner_id, name }) => (
                    <>
                      {name} <Id id={learner_id} to={`/learners/${learner_id}`} />
                    </>
                  ),
                },
                { header: words.dueAt, cell: ({ due_at }) => <Time at={due_at} /> },
                { header: words.scope, cell: ({ scope_kind }) => scope_kind },
                { header: words.scopeId, cell: ({ scope_id }) => scope_id },
                { header: words.answers, numeric: true, cell: ({ answers }) => count(answers) },
              ]}
            />
          </>
        )}
      </Loaded>
    </Part>
  );
}
