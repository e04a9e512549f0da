import { Group, NativeSelect } from '@mantine/core';
import { useEffect } from 'react';
import { api } from '../../api/client';
import { Loaded } from '../../shared/loaded';
import { text } from '../../strings';
import { shortId } from '../algorithms/active-pair';

export interface Candidate {
  version: string;
  /** Undefined: the active set of the version. */
  paramsId?: string;
}

interface Props {
  algoKey: string;
  chosen: Candidate | undefined;
  choose: (candidate: Candidate) => void;
}

/** A version for which this service has code, and a set of it. */
export function ChooseCandidate({ algoKey, chosen, choose }: Props) {
  const query = api.useQuery('get', '/v1/learning/algorithms/{algo_key}/versions', {
    params: { path: { algo_key: algoKey } },
  });
  const versions = (query.data?.versions ?? []).filter(({ is_registered }) => is_registered);
  const newest = versions.at(-1)?.version;
  useEffect(() => {
    if (!chosen && newest) choose({ version: newest });
  }, [chosen, newest]);
  return (
    <Loaded query={query} height={60}>
      {() => (
        <Group grow align="start">
          <NativeSelect
            label={text.shadows.version}
            value={chosen?.version}
            onChange={({ currentTarget }) => choose({ version: currentTarget.value })}
            data={versions.map(({ version }) => version)}
          />
          {chosen && <ChooseSet algoKey={algoKey} chosen={chosen} choose={choose} />}
        </Group>
      )}
    </Loaded>
  );
}

function ChooseSet({ algoKey, chosen, choose }: Props & { chosen: Candidate }) {
  const { version } = chosen;
  const { data } = api.useQuery('get', '/v1/learning/algorithms/{algo_key}/versions/{version}', {
    params: { path: { algo_key: algoKey, version } },
  });
  const others = (data?.params_sets ?? []).filter(({ is_active }) => !is_active);
  return (
    <NativeSelect
      label={text.shadows.set}
      value={chosen.paramsId ?? ''}
      onChange={({ currentTarget: { value } }) => choose({ version, ...(value && { paramsId: value }) })}
      data={[
        { value: '', label: text.shadows.activeSet },
        ...others.map(({ id }) => ({ value: id, label: shortId(id) })),
      ]}
    />
  );
}
