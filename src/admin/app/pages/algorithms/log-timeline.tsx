import { Anchor, Badge, Button, Group, Text, Timeline } from '@mantine/core';
import { Link } from 'react-router';
import { type Schemas } from '../../api/client';
import { Time } from '../../shared/time';
import { text } from '../../strings';
import { pathOf, type Shadow } from '../shadows/shadow';
import { pairName } from './active-pair';
import { entryAt } from './entry-at';
import { Who } from './who';

type Entry = Schemas['ActivationResponse'];

interface Props {
  /** The newest first: the first one says what is active. */
  entries: readonly Entry[];
  /** What computed beside some of them. */
  shadows: readonly Shadow[];
  /** The moment that is looked at; null for now. */
  asOf: string | null;
  restore: (entry: Entry) => void;
}

/** The entries of an activation log, one below the other. */
export function LogTimeline({ entries, shadows, asOf, restore }: Props) {
  const current = pairName(entries[0]);
  const then = asOf === null ? undefined : entryAt(entries, asOf);
  const place = then ? entries.indexOf(then) : 0;
  if (entries.length === 0) return <Text c="dimmed">{text.algorithms.neverActive}</Text>;
  return (
    <Timeline
      active={entries.length - 1 - place}
      reverseActive
      bulletSize={16}
      lineWidth={2}
      role="list"
      aria-label={text.algorithms.log}
    >
      {entries.map((entry, index) => {
        const { id, kind, version, params_id, algo_key, activated_at, actor_user_id, reason, flags, restores_id } =
          entry;
        const name = pairName(entry);
        return (
          <Timeline.Item
            key={id}
            role="listitem"
            title={
              <Group gap="xs">
                {text.algorithms.kinds[kind]}
                {version && params_id && (
                  <Anchor
                    component={Link}
                    to={`/algorithms/${algo_key}/versions/${version}/params/${params_id}`}
                    className="mono"
                  >
                    {name}
                  </Anchor>
                )}
                {index === 0 && version && (
                  <Badge variant="dot" color="teal">
                    {text.algorithms.activeNow}
                  </Badge>
                )}
                {then === entry && (
                  <Badge variant="dot" color="violet">
                    {text.algorithms.activeAsOf}
                  </Badge>
                )}
                {flags.map((flag) => (
                  <Badge key={flag} variant="dot" color="orange" tt="none">
                    {text.algorithms.flags[flag] ?? flag}
                  </Badge>
                ))}
              </Group>
            }
          >
            <Text size="sm" c="dimmed">
              <Time at={activated_at} /> · {text.algorithms.by} <Who id={actor_user_id} /> · {text.algorithms.entry(id)}
              {restores_id && ` · ${text.algorithms.restores(restores_id)}`}
            </Text>
            {reason && <Text size="sm">{reason}</Text>}
            {shadows
              .filter(({ active }) => active.activation_id === id)
              .map((shadow) => (
                <Text key={shadow.id} size="sm">
                  {text.shadows.besideEntry}{' '}
                  <Anchor component={Link} to={pathOf(shadow)} className="mono" title={shadow.id}>
                    {pairName(shadow)}
                  </Anchor>
                </Text>
              ))}
            {version && name !== current && (
              <Button
                size="compact-xs"
                variant="default"
                mt={4}
                onClick={() => restore(entry)}
                aria-label={text.algorithms.restoreEntry(id)}
              >
                {text.algorithms.restore}
              </Button>
            )}
          </Timeline.Item>
        );
      })}
    </Timeline>
  );
}
