import { Tabs } from '@mantine/core';
import { type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { PageFrame } from '../../layout/page-frame';
import { text } from '../../strings';

interface Props {
  tab: 'jobs' | 'schedules';
  actions: ReactNode;
  children: ReactNode;
}

/** The two lists of the room, each with an address of its own. */
export function JobsFrame({ tab, actions, children }: Props) {
  const navigate = useNavigate();
  return (
    <PageFrame title={text.jobs.title} actions={actions}>
      <Tabs value={tab} onChange={(to) => void navigate(to === 'schedules' ? '/jobs/schedules' : '/jobs')}>
        <Tabs.List mb="lg" aria-label={text.jobs.rooms}>
          <Tabs.Tab value="jobs">{text.jobs.history}</Tabs.Tab>
          <Tabs.Tab value="schedules">{text.jobs.schedules}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value={tab}>{children}</Tabs.Panel>
      </Tabs>
    </PageFrame>
  );
}
