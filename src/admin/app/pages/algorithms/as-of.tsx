import { Button, Card, Group, List, Stack, Text, TextInput } from '@mantine/core';
import { useSearchParams } from 'react-router';
import { api, type Schemas } from '../../api/client';
import { Loaded } from '../../shared/loaded';
import { Time } from '../../shared/time';
import { text } from '../../strings';
import { EntrySlider } from './entry-slider';

interface Props {
  algoKey: string;
  /** Of the activation log, the newest first. */
  entries: readonly Schemas['ActivationResponse'][];
  restore: (at: string) => void;
}

/** What was active at a moment. The moment is in the address. */
export function AsOf({ algoKey, entries, restore }: Props) {
  const [search, setSearch] = useSearchParams();
  const asOf = search.get('as_of');
  const choose = (at: string) => {
    setSearch(
      (before) => {
        if (at && !Number.isNaN(Date.parse(at))) before.set('as_of', new Date(at).toISOString());
        else before.delete('as_of');
        return before;
      },
      { preventScrollReset: true, replace: true },
    );
  };
  return (
    <Card withBorder component="section" aria-label={text.algorithms.asOf}>
      <Stack gap="sm">
        <TextInput
          type="datetime-local"
          step={1}
          label={text.algorithms.asOf}
          description={text.algorithms.asOfHelp}
          value={asOf ? localTime(asOf) : ''}
          onChange={({ currentTarget }) => choose(currentTarget.value)}
          maw={320}
        />
        {entries.length > 1 && <EntrySlider entries={entries} asOf={asOf} choose={choose} />}
        {asOf && <Then algoKey={algoKey} asOf={asOf} restore={() => restore(asOf)} />}
      </Stack>
    </Card>
  );
}

function Then({ algoKey, asOf, restore }: { algoKey: string; asOf: string; restore: () => void }) {
  const query = api.useQuery('get', '/v1/learning/info', { params: { query: { as_of: asOf } } });
  return (
    <Loaded query={query} height={60}>
      {({ algorithms }) => {
        const then = algorithms.find(({ algo_key }) => algo_key === algoKey);
        if (!then?.active_version) return <Text>{text.algorithms.noneThen}</Text>;
        return (
          <Group justify="space-between" align="start">
            <Stack gap={4}>
              <Text>
                {text.algorithms.activeThen} <strong>{then.active_version}</strong>, {text.algorithms.since}{' '}
                <Time at={then.updated_at} />
              </Text>
              <List size="sm" listStyleType="none">
                {Object.entries(then.active_params ?? {}).map(([name, value]) => (
                  <List.Item key={name} className="mono">
                    {name} = {JSON.stringify(value)}
                  </List.Item>
                ))}
              </List>
            </Stack>
            <Button variant="default" size="xs" onClick={restore}>
              {text.algorithms.restoreThen}
            </Button>
          </Group>
        );
      }}
    </Loaded>
  );
}

/** As an input of the browser has it: in the zone of who looks, to the second. */
function localTime(instant: string): string {
  const at = new Date(instant);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}
