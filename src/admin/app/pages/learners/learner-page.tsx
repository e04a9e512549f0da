import { Alert, Anchor, List, Stack, Text } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { api, type Schemas } from '../../api/client';
import { PageFrame } from '../../layout/page-frame';
import { useMay } from '../../session/session';
import { Facts } from '../../shared/facts';
import { Id } from '../../shared/id';
import { Loaded } from '../../shared/loaded';
import { count } from '../../shared/numbers';
import { Time } from '../../shared/time';
import { text } from '../../strings';
import { DueCalendar } from './due-calendar';
import { Decisions, RecentAnswers } from './history';
import { LearnerActions } from './learner-actions';
import { LearnerStates } from './learner-states';
import { Mastery } from './mastery';
import { Merges } from './merges';
import { WhatNext } from './what-next';

/** All that is known of a learner, as of one moment. */
export function Component() {
  const { learner_id = '' } = useParams();
  const isAdmin = useMay('admin');
  const query = api.useQuery('get', '/v1/learning/learners/{learner_id}', { params: { path: { learner_id } } });
  return (
    <PageFrame
      title={text.learners.learner(learner_id.slice(0, 8))}
      actions={query.data && <LearnerActions id={learner_id} />}
    >
      <Loaded query={query} height={500}>
        {(learner) => (
          <Stack gap="xl">
            {learner.name && <Text fz="xl">{learner.name}</Text>}
            <About learner={learner} />
            {learner.revision === null && <Text c="dimmed">{text.learners.nothing}</Text>}
            {learner.hints.length > 0 && (
              <Alert color="blue" title={text.learners.hints}>
                <List>
                  {learner.hints.map((hint) => (
                    <List.Item key={hint}>{hint}</List.Item>
                  ))}
                </List>
              </Alert>
            )}
            {learner.mastery && <Mastery mastery={learner.mastery} />}
            {learner.due && <DueCalendar due={learner.due} />}
            <WhatNext next={learner.next} />
            <RecentAnswers answers={learner.recent_answers} />
            <Decisions decisions={learner.decisions} hasMore={learner.more_decisions} />
            <LearnerStates id={learner_id} />
            {isAdmin && <Merges id={learner_id} />}
          </Stack>
        )}
      </Loaded>
    </PageFrame>
  );
}

function About({ learner }: { learner: Schemas['LearnerResponse'] }) {
  const isAdmin = useMay('admin');
  const words = text.learners;
  const hours = learner.day_offset_minutes / 60;
  return (
    <Facts
      label={words.about}
      facts={[
        [words.name, learner.name ?? undefined],
        [words.id, <Id key="id" id={learner.learner_id} whole />],
        [words.revision, count(learner.revision)],
        [words.asOf, <Time key="as-of" at={learner.as_of} />],
        [words.zone, learner.time_zone ?? words.offset(hours < 0 ? `${hours}` : `+${hours}`)],
        [words.fresh, learner.fresh ? words.yes : words.no],
        [
          text.runs.title,
          isAdmin ? (
            <Anchor key="runs" component={Link} to={`/runs?user_id=${learner.learner_id}`}>
              {words.runs}
            </Anchor>
          ) : undefined,
        ],
      ]}
    />
  );
}
