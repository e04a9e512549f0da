import { Alert, Button, Checkbox, Text } from '@mantine/core';
import { useState } from 'react';
import { client, idempotent, type Schemas } from '../../api/client';
import { Problem } from '../../api/problem';
import { useHas } from '../../session/session';
import { ChangeDialog } from '../../shared/change-dialog';
import { text } from '../../strings';
import { pairName, readAgain } from '../algorithms/active-pair';
import { BreakPins } from '../algorithms/break-pins';
import { StaleNotice } from '../algorithms/stale-notice';
import { type Candidate } from './use-evidence';

interface Props {
  candidate: Candidate;
  last: Schemas['ActivationResponse'] | null;
  evaluationDigest: string | null | undefined;
  previewDigest: string | null | undefined;
  onClose: () => void;
  /** A job makes the states of all learners first. */
  onQueued: (jobId: string) => void;
}

/** Makes a set active, together with its version. Where the gate is closed, it can be overridden, which is asked for by itself. */
export function ActivateDialog({ candidate, last, evaluationDigest, previewDigest, onClose, onQueued }: Props) {
  const { algoKey, version, paramsId } = candidate;
  const name = pairName({ version, params_id: paramsId })!;
  const displaced = pairName(last);
  const hasLearners = useHas('learners');
  const hasJobs = useHas('jobs');
  // What has a preview keeps states of learners: they are made first unless that is not wanted.
  const [isWarm, setWarm] = useState(Boolean(previewDigest));
  const [names, setNames] = useState({ evaluation: Boolean(evaluationDigest), preview: Boolean(previewDigest) });
  const [isBreaking, setBreaking] = useState(false);
  const [isOverride, setOverride] = useState(false);

  async function activate(reason: string, key: string): Promise<void> {
    const evidence = {
      ...(names.evaluation && evaluationDigest && { evaluation_digest: evaluationDigest }),
      ...(names.preview && previewDigest && { preview_digest: previewDigest }),
    };
    const { data } = await client.POST('/v1/learning/algorithms/{algo_key}/versions/{version}/activate', {
      params: { path: { algo_key: algoKey, version } },
      headers: idempotent(key),
      body: {
        ...{ reason, params_id: paramsId },
        ...(last && { expected_activation_id: last.id }),
        ...(Object.keys(evidence).length > 0 && { evidence }),
        ...(isWarm && { warm: true }),
        ...(isBreaking && { break_pins: true }),
        ...(isOverride && { override: true }),
      },
    });
    if (data && 'kind' in data) onQueued(data.id);
  }

  return (
    <ChangeDialog
      // What was typed and confirmed without an override does not count for one.
      key={String(isOverride)}
      title={isOverride ? text.tune.overrideTitle(name) : text.tune.activateTitle(name)}
      action={isOverride ? text.tune.override : text.tune.activateNow}
      confirm={isOverride ? text.tune.overrideWord(displaced) : displaced}
      isDangerous={isOverride}
      content={[isWarm, isBreaking, names]}
      change={activate}
      onClose={onClose}
      onDone={() => void readAgain()}
      remedy={(error) => (
        <>
          <StaleNotice error={error} onClose={onClose} />
          {isGateClosed(error) && !isOverride && (
            <Alert color="orange" title={text.tune.gateClosed}>
              <Text size="sm">{text.tune.gateHelp}</Text>
              <Button size="compact-sm" variant="default" mt="xs" onClick={() => setOverride(true)}>
                {text.tune.overrideAsk}
              </Button>
            </Alert>
          )}
        </>
      )}
    >
      {isOverride && <Alert color="orange">{text.tune.overrideHelp}</Alert>}
      <Text>
        {displaced ? (
          <>
            {text.algorithms.displaces} <strong className="mono">{displaced}</strong>
          </>
        ) : (
          text.algorithms.displacesNone
        )}
      </Text>
      {hasLearners && hasJobs && (
        <Checkbox
          label={text.tune.warm}
          description={text.tune.warmHelp}
          checked={isWarm}
          onChange={({ currentTarget }) => setWarm(currentTarget.checked)}
        />
      )}
      <BreakPins isChosen={isBreaking} choose={setBreaking} />
      {evaluationDigest && (
        <Checkbox
          label={text.tune.nameIt(text.tune.theEvaluation, evaluationDigest.slice(0, 12))}
          checked={names.evaluation}
          onChange={({ currentTarget }) => setNames({ ...names, evaluation: currentTarget.checked })}
        />
      )}
      {previewDigest && (
        <Checkbox
          label={text.tune.nameIt(text.tune.thePreview, previewDigest.slice(0, 12))}
          checked={names.preview}
          onChange={({ currentTarget }) => setNames({ ...names, preview: currentTarget.checked })}
        />
      )}
    </ChangeDialog>
  );
}

const isGateClosed = (error: unknown): boolean => error instanceof Problem && error.problem === 'gate-closed';
