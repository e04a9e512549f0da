import { Tabs } from '@mantine/core';
import { type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { PageFrame } from '../../layout/page-frame';
import { useHas } from '../../session/session';
import { text } from '../../strings';

const TABS = { calibrations: '/items', 'skill-maps': '/items/skill-maps', mistakes: '/items/mistakes' } as const;

/** The lists of the room, each with an address of its own. */
export function ItemsFrame({ tab, children }: { tab: keyof typeof TABS; children: ReactNode }) {
  const navigate = useNavigate();
  const hasEvidence = useHas('evidence');
  const tabs = (Object.keys(TABS) as (keyof typeof TABS)[]).filter((name) => name !== 'mistakes' || hasEvidence);
  return (
    <PageFrame title={text.items.title}>
      <Tabs value={tab} onChange={(to) => void navigate(TABS[to as keyof typeof TABS])}>
        <Tabs.List mb="lg" aria-label={text.items.rooms}>
          {tabs.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {text.items[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab}>{children}</Tabs.Panel>
      </Tabs>
    </PageFrame>
  );
}
