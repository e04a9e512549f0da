import { Button, Card, Group, List, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { api, type Schemas } from '../../api/client';
import { type NamedPair } from '../../evidence/reports';
import { limit, limitPercent } from '../../shared/numbers';
import { text } from '../../strings';
import { pairName } from '../algorithms/active-pair';
import { ActivateDialog } from './activate-dialog';
import { saysSomething } from './says-something';
import { type Candidate } from './use-evidence';
import { WarmJob } from './warm-job';

interface Props {
  candidate: Candidate;
  /** The last entry of the activation log. */
  last: Schemas['ActivationResponse'] | null;
  /** Left out where the app cannot make evidence. */
  evaluation?: Schemas['EvaluationResponse'] | undefined;
  preview?: Schemas['PreviewResponse'] | undefined;
}

/** The last step: what would be displaced, what the gate wants, and what is known. */
export function ActivateStep({ candidate, last, evaluation, preview }: Props) {
  // What is confirmed is what was seen when the dialog was opened, even if it is read again meanwhile.
  const [seen, setSeen] = useState<Schemas['ActivationResponse'] | null>();
  const [search, setSearch] = useSearchParams();
  const { data: gate } = api.useQuery('get', '/v1/learning/algorithms/{algo_key}/gate', {
    params: { path: { algo_key: candidate.algoKey } },
  });
  const job = search.get('job');
  const known = [knownOf(text.tune.theEvaluation, evaluation, last), knownOf(text.tune.thePreview, preview, last)];
  return (
    <Card withBorder component="section" aria-label={text.tune.activate}>
      <Stack gap="md">
        <Title order={2} size="h4">
          {text.tune.activate}
        </Title>
        <List size="sm">
          <List.Item>
            {last?.version ? (
              <>
                {text.algorithms.displaces} <strong className="mono">{pairName(last)}</strong>
              </>
            ) : (
              text.algorithms.displacesNone
            )}
          </List.Item>
          {gate && (
            <List.Item>
              {text.tune.gate} {text.algorithms.gateModes[gate.mode]}
              {gate.log_loss_margin !== null && `; ${text.algorithms.margin} ${limit(gate.log_loss_margin)}`}
              {gate.most_changed !== null && `; ${text.algorithms.mostChanged} ${limitPercent(gate.most_changed)}`}
            </List.Item>
          )}
          {known.map((words) => (
            <List.Item key={words}>{words}</List.Item>
          ))}
        </List>
        {job && <WarmJob jobId={job} />}
        <Group>
          <Button onClick={() => setSeen(last)}>{text.tune.activateNow}</Button>
          <Text size="sm" c="dimmed">
            {text.tune.activateHelp}
          </Text>
        </Group>
      </Stack>
      {seen !== undefined && (
        <ActivateDialog
          candidate={candidate}
          last={seen}
          evaluationDigest={stillSays(evaluation, seen) ? evaluation?.digest : null}
          previewDigest={stillSays(preview, seen) ? preview?.digest : null}
          onClose={() => setSeen(undefined)}
          onQueued={(id) => setSearch({ job: id }, { preventScrollReset: true })}
        />
      )}
    </Card>
  );
}

type Made = Schemas['EvaluationResponse'] | Schemas['PreviewResponse'] | undefined;

type Report = { active: NamedPair | null; activation_id: string | null };

const stillSays = (made: Made, last: Props['last']): boolean =>
  Boolean(made?.report && saysSomething(made.report as Report, last));

function knownOf(what: string, made: Made, last: Props['last']): string {
  if (!made?.digest) return text.tune.notMade(what);
  return stillSays(made, last) ? text.tune.named(what, made.digest.slice(0, 12)) : text.tune.stale(what);
}
