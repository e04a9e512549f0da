import { Tabs } from '@mantine/core';
import { useParams, useSearchParams } from 'react-router';
import { PageFrame } from '../../layout/page-frame';
import { useHas, useMay } from '../../session/session';
import { text } from '../../strings';
import { Shadows } from '../shadows/shadows';
import { ActivationLog } from './activation-log';
import { Evaluations } from './evaluations';
import { Gate } from './gate';
import { LiveScores } from './live-scores';
import { Statistics } from './statistics';
import { Versions } from './versions';

/** Everything about one algorithm, a tab for each subject. */
export function Component() {
  const { key = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const isAdmin = useMay('admin');
  const hasEvidence = useHas('evidence');
  const tabs = {
    versions: Versions,
    ...(isAdmin && { log: ActivationLog, statistics: Statistics }),
    ...(isAdmin && hasEvidence && { scores: LiveScores, evaluations: Evaluations }),
    ...(hasEvidence && { shadows: Shadows }),
    ...(isAdmin && { gate: Gate }),
  };
  const tab = search.get('tab') ?? 'versions';
  return (
    <PageFrame title={key}>
      <Tabs
        value={tab}
        onChange={(name) => setSearch({ tab: name ?? 'versions' }, { preventScrollReset: true })}
        keepMounted={false}
      >
        <Tabs.List aria-label={text.algorithms.subjects}>
          {Object.keys(tabs).map((name) => (
            <Tabs.Tab key={name} value={name}>
              {text.algorithms.tabs[name as keyof typeof text.algorithms.tabs]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {Object.entries(tabs).map(([name, Subject]) => (
          <Tabs.Panel key={name} value={name} pt="lg">
            <Subject algoKey={key} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </PageFrame>
  );
}
