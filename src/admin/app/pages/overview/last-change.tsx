import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { Loaded } from '../../shared/loaded';
import { Time } from '../../shared/time';
import { text } from '../../strings';
import { pairName, useLastActivation } from '../algorithms/active-pair';
import { Who } from '../algorithms/who';

/** Which set is active, since when, by whom and why, as the last entry of the activation log says. */
export function LastChange({ algoKey }: { algoKey: string }) {
  const query = useLastActivation(algoKey);
  return (
    <Loaded query={query} height={60}>
      {(entry) =>
        entry && (
          <div>
            {entry.version && (
              <Text size="sm">
                {text.overview.set}{' '}
                <Anchor
                  component={Link}
                  to={`/algorithms/${algoKey}/versions/${entry.version}/params/${entry.params_id}`}
                  className="mono"
                >
                  {pairName(entry)}
                </Anchor>
              </Text>
            )}
            <Text size="sm" c="dimmed">
              {text.algorithms.kinds[entry.kind]} <Time at={entry.activated_at} /> {text.overview.by}{' '}
              <Who id={entry.actor_user_id} />
            </Text>
            {entry.reason && (
              <Text size="sm" lineClamp={3}>
                {entry.reason}
              </Text>
            )}
          </div>
        )
      }
    </Loaded>
  );
}
