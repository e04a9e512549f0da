import { List, Text } from '@mantine/core';
import { api, type Schemas } from '../../api/client';
import { fieldsOf } from '../../form/fields';
import { type Schema } from '../../form/schema';
import { DataTable } from '../../shared/data-table';
import { useMay } from '../../session/session';
import { Part } from '../../shared/part';
import { text } from '../../strings';
import { chosenOf, reasonsOf } from './why';

/** By which rule items were chosen, with which weights, and what that came to for each. */
export function WhyThese({ next }: { next: Schemas['SelectionResponse'] }) {
  // Of other people's runs, administrators alone see the record.
  const isAdmin = useMay('admin');
  const { data: version } = api.useQuery('get', '/v1/learning/algorithms/{algo_key}/versions/{version}', {
    params: { path: { algo_key: next.algo_key, version: next.version } },
  });
  const { data: run } = api.useQuery(
    'get',
    '/v1/learning/runs/{run_id}',
    { params: { path: { run_id: next.run_id } } },
    { enabled: isAdmin },
  );
  const set = version?.params_sets.find(({ id }) => id === next.params_id)?.params;
  if (!version || !set) return null;
  const words = text.learners;
  const reasons = chosenOf(run?.output_summary)
    .map((item) => ({ item, why: reasonsOf(item, set) }))
    .filter(({ why }) => why.length > 0);
  const weights = fieldsOf((version.contract?.params ?? {}) as Schema).filter(
    ({ name }) => name.startsWith('weight_') && typeof set[name] === 'number',
  );
  return (
    <Part title={words.why} note={words.whyBy(next.algo_key, next.version)}>
      <Text>{version.description}</Text>
      {reasons.length > 0 && (
        <>
          <Text size="sm" c="dimmed">
            {words.whyHelp}
          </Text>
          <List size="sm">
            {reasons.map(({ item, why }) => (
              <List.Item key={item.item_id}>
                <strong>{item.item_id}</strong> {why.join(' · ')}
              </List.Item>
            ))}
          </List>
        </>
      )}
      {weights.length > 0 && (
        <DataTable
          label={words.weights}
          items={weights}
          row={({ name }) => ({ name, weight: set[name] as number })}
          rowKey={({ name }) => name}
          columns={[
            { header: words.rule, cell: ({ title }) => title },
            { header: words.weight, numeric: true, cell: ({ name }) => String(set[name]) },
            { header: words.meaning, cell: ({ description }) => description ?? '–' },
          ]}
        />
      )}
    </Part>
  );
}
