import { Badge, Group, Stack, Text, Title } from '@mantine/core';
import { api, type Schemas } from '../../api/client';
import { DataTable } from '../../shared/data-table';
import { Loaded } from '../../shared/loaded';
import { text } from '../../strings';
import { pairName } from './active-pair';
import { count, measure } from '../../shared/numbers';
import { Reliability } from '../../evidence/reliability';
import { keepThrough, useWindow, WindowControl } from './window';

/** How well versions predicted the answers of learners as they came. */
export function LiveScores({ algoKey }: { algoKey: string }) {
  const window = useWindow();
  const query = api.useQuery(
    'get',
    '/v1/learning/algorithms/{algo_key}/live-scores',
    { params: { path: { algo_key: algoKey }, query: window } },
    { placeholderData: keepThrough(algoKey, window) },
  );
  return (
    <Stack>
      <WindowControl />
      <Text size="sm">{text.algorithms.scoresHelp}</Text>
      <Loaded query={query}>
        {({ scores }) => (
          <Stack gap="xl">
            <DataTable
              label={text.algorithms.scoresOf(algoKey)}
              items={scores}
              rowKey={keyOf}
              empty={text.algorithms.noScores}
              columns={[
                { header: text.algorithms.set, cell: (score) => <ScoreName score={score} /> },
                { header: text.algorithms.answers, cell: ({ answers }) => count(answers), numeric: true },
                { header: text.algorithms.logLoss, cell: ({ log_loss }) => measure(log_loss), numeric: true },
                { header: text.algorithms.brier, cell: ({ brier }) => measure(brier), numeric: true },
                {
                  header: text.algorithms.calibrationError,
                  cell: ({ calibration_error }) => measure(calibration_error),
                  numeric: true,
                },
              ]}
            />
            {scores.map((score) => (
              <Stack key={keyOf(score)} component="section" gap="xs">
                <Title order={2} size="h4">
                  {text.algorithms.reliability(pairName(score)!)}
                </Title>
                <Reliability name={pairName(score)!} bins={score.bins} />
              </Stack>
            ))}
          </Stack>
        )}
      </Loaded>
    </Stack>
  );
}

const keyOf = ({ params_id, calibration_id, skill_map_id }: Schemas['LiveScoreResponse']): string =>
  [params_id, calibration_id, skill_map_id].join();

const ScoreName = ({ score }: { score: Schemas['LiveScoreResponse'] }) => (
  <Group gap="xs" wrap="nowrap">
    <span className="mono">{pairName(score)}</span>
    {score.is_active && (
      <Badge variant="dot" color="teal">
        {text.algorithms.activeNow}
      </Badge>
    )}
  </Group>
);
