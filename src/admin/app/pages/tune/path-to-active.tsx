import { Alert, Anchor, Stack } from '@mantine/core';
import { Link } from 'react-router';
import { type Schemas } from '../../api/client';
import { EvaluationSummary } from '../../evidence/evaluation-report';
import { PreviewSummary } from '../../evidence/preview-report';
import { type EvaluationReport, type PreviewReport } from '../../evidence/reports';
import { useHas } from '../../session/session';
import { Loaded } from '../../shared/loaded';
import { text } from '../../strings';
import { pairName, useLastActivation } from '../algorithms/active-pair';
import { ShadowStep } from '../shadows/shadow-step';
import { ActivateStep } from './activate-step';
import { BecameActive } from './became-active';
import { EvidenceStep } from './evidence-step';
import { type Candidate, useEvaluation, usePreview } from './use-evidence';

/** From stored to active. */
export function PathToActive(candidate: Candidate) {
  const { algoKey, paramsId } = candidate;
  const last = useLastActivation(algoKey);
  const hasEvidence = useHas('evidence');
  const hasJobs = useHas('jobs');
  return (
    <Loaded query={last}>
      {(entry) =>
        entry?.params_id === paramsId ? (
          <Alert color="teal" title={text.tune.isActive}>
            <Anchor component={Link} to={`/algorithms/${algoKey}?tab=log`}>
              {text.tune.seeLog}
            </Anchor>
          </Alert>
        ) : (
          <Stack gap="lg">
            <BecameActive last={entry} />
            {hasEvidence && hasJobs ? (
              <Steps candidate={candidate} last={entry} />
            ) : (
              <ActivateStep candidate={candidate} last={entry} />
            )}
          </Stack>
        )
      }
    </Loaded>
  );
}

/** Evaluate, preview, try beside what is active, activate. All but the last may be left out where the gate allows it. */
function Steps({ candidate, last }: { candidate: Candidate; last: Schemas['ActivationResponse'] | null }) {
  const name = pairName({ version: candidate.version, params_id: candidate.paramsId })!;
  const evaluation = useEvaluation(candidate);
  const preview = usePreview(candidate);
  return (
    <>
      <EvidenceStep title={text.tune.evaluate} help={text.tune.evaluateHelp} evidence={evaluation}>
        {evaluation.made?.report && (
          <EvaluationSummary name={name} report={evaluation.made.report as unknown as EvaluationReport} />
        )}
      </EvidenceStep>
      <EvidenceStep title={text.tune.preview} help={text.tune.previewHelp} evidence={preview}>
        {preview.made?.report && (
          <PreviewSummary
            name={name}
            report={preview.made.report as unknown as PreviewReport}
            learners={preview.made.most_changed_learners}
          />
        )}
      </EvidenceStep>
      <ShadowStep candidate={candidate} />
      <ActivateStep candidate={candidate} last={last} evaluation={evaluation.made} preview={preview.made} />
    </>
  );
}
