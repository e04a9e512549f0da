import { Button, Card, SimpleGrid } from '@mantine/core';
import { api } from '../../api/client';
import { useMay } from '../../session/session';
import { FilterSelect, FilterText, FilterTime } from '../../shared/filter-fields';
import { text } from '../../strings';

export const RUN_FILTERS = [
  'algo_key',
  'version',
  'status',
  'trigger',
  'purpose',
  'user_id',
  'session_id',
  'from',
  'to',
] as const;
/** Beside that of live runs, which are shown without it. */
const PURPOSES = ['shadow', 'verify'];
type Filters = Partial<Record<(typeof RUN_FILTERS)[number], string>>;

interface Props {
  filters: Filters;
  setFilters: (changes: Filters) => void;
}

/** Which runs are shown. */
export function RunFilters({ filters, setFilters }: Props) {
  const isAdmin = useMay('admin');
  const algorithms = api.useQuery('get', '/v1/learning/algorithms').data?.algorithms ?? [];
  const versions = algorithms
    .filter(({ algo_key }) => !filters.algo_key || algo_key === filters.algo_key)
    .flatMap((algorithm) => algorithm.versions.map(({ version }) => version));
  const field = (name: keyof Filters) => ({
    value: filters[name],
    onChange: (value: string) => setFilters({ [name]: value }),
  });
  const words = text.runs;
  return (
    <Card withBorder component="section" aria-label={words.filters}>
      <SimpleGrid cols={{ base: 2, md: isAdmin ? 5 : 4 }} spacing="sm">
        <FilterSelect
          label={words.algorithm}
          value={filters.algo_key}
          onChange={(algo_key) => setFilters({ algo_key, version: '' })}
          options={algorithms.map(({ algo_key }) => algo_key)}
        />
        <FilterSelect label={words.version} {...field('version')} options={[...new Set(versions)].sort()} />
        <FilterSelect label={words.status} {...field('status')} options={['SUCCESS', 'FAILED', 'RUNNING']} />
        <FilterSelect
          label={words.trigger}
          {...field('trigger')}
          options={['api', 'submit', 'manual', 'nightly', 'cron']}
        />
        {isAdmin && (
          <FilterSelect label={words.purpose} {...field('purpose')} options={PURPOSES} all={words.purposes.live} />
        )}
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm" mt="sm">
        {isAdmin && <FilterText label={words.user} {...field('user_id')} />}
        <FilterText label={words.session} {...field('session_id')} />
        <FilterTime label={words.from} {...field('from')} />
        <FilterTime label={words.to} {...field('to')} />
      </SimpleGrid>
      {Object.keys(filters).length > 0 && (
        <Button
          mt="sm"
          size="xs"
          variant="default"
          onClick={() => setFilters(Object.fromEntries(RUN_FILTERS.map((name) => [name, ''])))}
        >
          {words.clear}
        </Button>
      )}
    </Card>
  );
}
