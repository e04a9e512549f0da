import { Alert, Anchor, List, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { type Schemas } from '../../api/client';
import { text } from '../../strings';
import { type Concern, together } from './concerns/concern';
import { useDoctorConcerns } from './concerns/use-doctor-concerns';
import { useJobConcerns } from './concerns/use-job-concerns';
import { usePreviewConcerns } from './concerns/use-preview-concerns';
import { useRunConcerns } from './concerns/use-run-concerns';
import { useSetConcerns } from './concerns/use-set-concerns';

/** What a person should look at, each with the page where to look. */
export function Attention({ algorithms }: { algorithms: readonly Schemas['AlgorithmInfoResponse'][] }) {
  const parts = [
    useDoctorConcerns(),
    { concerns: algorithms.flatMap(concernOf), unread: [], isKnown: true },
    useRunConcerns(algorithms),
    useJobConcerns(),
    usePreviewConcerns(algorithms),
    useSetConcerns(),
  ];
  const { concerns, unread, isKnown } = together(parts);
  if (concerns.length === 0 && unread.length === 0 && !isKnown) return null;
  return (
    <Stack gap="sm">
      {concerns.length > 0 && <Concerns concerns={concerns} />}
      {concerns.length === 0 && isKnown && <Alert color="teal">{text.overview.allWell}</Alert>}
      {unread.length > 0 && <Text size="sm">{text.overview.notKnown(unread.join(', '))}</Text>}
    </Stack>
  );
}

/** An algorithm that computes nothing as it is. */
function concernOf({ algo_key, active_version }: Schemas['AlgorithmInfoResponse']): Concern[] {
  const to = `/algorithms/${algo_key}`;
  if (!active_version) return [{ key: `none-${algo_key}`, to, words: text.overview.noneActive(algo_key) }];
  if (active_version === 'v0') return [{ key: `stub-${algo_key}`, to, words: text.overview.stubActive(algo_key) }];
  return [];
}

function Concerns({ concerns }: { concerns: readonly Concern[] }) {
  return (
    <Alert color="orange" title={text.overview.attention}>
      <List>
        {concerns.map(({ key, to, words, remedy }) => (
          <List.Item key={key}>
            {to ? (
              <Anchor component={Link} to={to}>
                {words}
              </Anchor>
            ) : (
              words
            )}
            {remedy && (
              <Text size="sm" c="dimmed">
                {remedy}
              </Text>
            )}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
