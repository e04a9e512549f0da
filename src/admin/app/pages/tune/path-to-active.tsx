import { Alert, Anchor, Stack } from '@mantine/core';
import { Link } from 'react-router';
import { EvaluationSummary } from '../../evidence/evaluation-report';
import { PreviewSummary } from '../../evidence/preview-report';
import { type EvaluationReport, type PreviewReport } from '../../evidence/reports';
import { Loaded } from '../../shared/loaded';
import { text } from '../../strings';
import { pairName, useLastActivation } from '../algorithms/active-pair';
import { ActivateStep } from './activate-step';
import { BecameActive } from './became-active';
import { EvidenceStep } from './evidence-step';
import { type Candidate, useEvaluation, usePreview } from './use-evidence';

/** From stored to active: evaluate, preview, activate. The first two may be left out where the gate allows it. */
export function PathToActive(candidate: Candidate) {
  const { algoKey, version, paramsId } = candidate;
  const name = pairName({ version, params_id: paramsId })!;
  const last = useLastActivation(algoKey);
  const evaluation = useEvaluation(candidate);
  const preview = usePreview(candidate);
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
            <ActivateStep candidate={candidate} last={entry} evaluation={evaluation.made} preview={preview.made} />
          </Stack>
        )
      }
    </Loaded>
  );
}
