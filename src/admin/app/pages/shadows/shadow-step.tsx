import { Anchor, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { Loaded } from '../../shared/loaded';
import { count } from '../../shared/numbers';
import { text } from '../../strings';
import { pairName } from '../algorithms/active-pair';
import { type Candidate } from '../tune/use-evidence';
import { pathOf, ShadowState, useNewestShadows } from './shadow';
import { StartShadow } from './start-shadow';

/** The step on the way to active that tries a set on real inputs. It may be left out. */
export function ShadowStep({ candidate: { algoKey, version, paramsId } }: { candidate: Candidate }) {
  const [isStarting, setStarting] = useState(false);
  const words = text.shadows;
  const query = useNewestShadows(algoKey);
  return (
    <Card withBorder component="section" aria-label={text.tune.shadow}>
      <Stack gap="md">
        <Title order={2} size="h4">
          {text.tune.shadow}
        </Title>
        <Text size="sm">{text.tune.shadowHelp}</Text>
        <Loaded query={query} height={40}>
          {({ shadows }) => {
            const its = shadows.find((one) => one.version === version && one.params_id === paramsId);
            const open = shadows.find(({ ended_at }) => ended_at === null);
            return (
              <>
                {its ? (
                  <Group gap="sm">
                    <ShadowState shadow={its} />
                    <Text size="sm">{words.of(count(its.runs.started), count(its.budget))}</Text>
                    <Anchor component={Link} to={pathOf(its)} size="sm">
                      {words.look}
                    </Anchor>
                  </Group>
                ) : (
                  <Text size="sm" c="dimmed">
                    {words.notRun}
                  </Text>
                )}
                {open && open !== its && (
                  <Text size="sm">
                    {words.other}{' '}
                    <Anchor component={Link} to={pathOf(open)} className="mono">
                      {pairName(open)}
                    </Anchor>
                  </Text>
                )}
                {!open && (
                  <Group>
                    <Button variant="default" onClick={() => setStarting(true)}>
                      {words.start}
                    </Button>
                  </Group>
                )}
              </>
            );
          }}
        </Loaded>
      </Stack>
      {isStarting && (
        <StartShadow algoKey={algoKey} candidate={{ version, paramsId }} onClose={() => setStarting(false)} />
      )}
    </Card>
  );
}
