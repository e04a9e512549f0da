import { Alert, NativeSelect, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { api, type Schemas } from '../../api/client';
import { draftOf } from '../../form/draft';
import { fieldsOf } from '../../form/fields';
import { type Schema } from '../../form/schema';
import { PageFrame } from '../../layout/page-frame';
import { useMay } from '../../session/session';
import { Loaded } from '../../shared/loaded';
import { text } from '../../strings';
import { shortId } from '../algorithms/active-pair';
import { ActiveSince } from './became-active';
import { Crumbs } from './crumbs';
import { TuneForm } from './tune-form';

/** A new parameter set of a version: changed, checked, and stored. */
export function Component() {
  const { key = '', version = '' } = useParams();
  const isAdmin = useMay('admin');
  const query = api.useQuery(
    'get',
    '/v1/learning/algorithms/{algo_key}/versions/{version}',
    { params: { path: { algo_key: key, version } } },
    // What is typed stays when the window is looked at again.
    { refetchOnWindowFocus: false },
  );
  return (
    <PageFrame title={text.tune.title(key, version)}>
      <Crumbs algoKey={key} here={text.tune.tune(version)} />
      {!isAdmin && <Alert color="orange">{text.tune.adminsOnly}</Alert>}
      {isAdmin && <ActiveSince algoKey={key} />}
      {isAdmin && (
        <Loaded query={query}>
          {(details) =>
            details.contract ? (
              <Tune details={details} schema={details.contract.params} />
            ) : (
              <Alert color="orange">{text.tune.noContract}</Alert>
            )
          }
        </Loaded>
      )}
    </PageFrame>
  );
}

function Tune({
  details: { algo_key, version, params_sets },
  schema,
}: {
  details: Schemas['VersionDetailsResponse'];
  schema: Schema;
}) {
  const [search, setSearch] = useSearchParams();
  const asked = search.get('from');
  // What is typed stays, even if another set becomes active meanwhile.
  const [active] = useState(() => params_sets.find(({ is_active }) => is_active));
  const from = asked ? params_sets.find(({ id }) => id === asked) : active;
  const fields = fieldsOf(schema);
  const start = draftOf(fields, from?.params ?? {});
  return (
    <Stack gap="lg">
      {asked && !from && <Alert color="orange">{text.tune.noSuchSet(asked)}</Alert>}
      {params_sets.length > 0 && (
        <NativeSelect
          label={text.tune.startFrom}
          description={text.tune.startFromHelp}
          maw={320}
          value={from?.id ?? ''}
          onChange={({ currentTarget }) => setSearch({ from: currentTarget.value }, { preventScrollReset: true })}
          data={[
            ...(from ? [] : [{ value: '', label: text.tune.defaults }]),
            ...params_sets.map(({ id, is_active }) => ({
              value: id,
              label: is_active ? `${shortId(id)} (${text.algorithms.activeSet})` : shortId(id),
            })),
          ]}
        />
      )}
      {fields.length === 0 && <Text c="dimmed">{text.tune.noParams}</Text>}
      <TuneForm key={from?.id ?? 'defaults'} algoKey={algo_key} version={version} fields={fields} start={start} />
    </Stack>
  );
}
