import { RunPurpose } from '../domain/run-purpose.js';
import { RunStatus } from '../domain/run-status.js';
import { type RunTrigger } from '../domain/run-trigger.js';
import { newRunId } from '../domain/uuid.js';
import { placeOfThrow } from '../errors/place-of-throw.js';
import { canonicalJson, sha256 } from '../json/canonical-json.js';
import { type RecordedRun } from '../runs/recorded-run.js';
import { type ProjectionFold } from './fold-plan.js';
import { type Head } from './learner-heads.js';
import { type LogEntry } from './log-entry.js';

export const FOLD_FAILED = 'FOLD_FAILED';

/** The record of a fold: counts, revisions and digests, nothing of an answer. Undefined where nothing has changed. */
export function runOf(
  head: Head,
  entries: readonly LogEntry[],
  trigger: RunTrigger,
  { projection, states, failure, tookMs }: ProjectionFold,
): RecordedRun | undefined {
  if (states.length === 0 && !failure) return undefined;
  const { algoKey, version, versionId, paramsId, runtime, codeDigest } = projection;
  const revision = head.revision ?? 0;
  return {
    ...{ id: newRunId(), userId: head.id, algoVersionId: versionId, paramsId, algoKey, version, trigger },
    ...{ runtime, codeDigest, purpose: RunPurpose.LIVE, versionNamed: false },
    durationMs: tookMs,
    input: {
      projection_id: projection.id,
      entries: entries.length,
      last_seq: head.lastSeq + entries.length,
      revision: { from: revision, to: revision + 1 },
      digest: sha256(entries.map(({ digest }) => digest).join('')),
    },
    ...(failure
      ? {
          status: RunStatus.FAILED,
          output: null,
          errorCode: FOLD_FAILED,
          errorMessage: `The fold of ${algoKey} ${version} threw ${placeOfThrow(failure.error)}.`.slice(0, 4000),
        }
      : {
          status: RunStatus.SUCCESS,
          output: { states: states.length, digest: digestOfStates(states) },
          errorCode: null,
          errorMessage: null,
        }),
  };
}

export const digestOfStates = (states: ProjectionFold['states']): string =>
  sha256(states.map(({ scope, state }) => canonicalJson([scope.kind, scope.id, state])).join('\n'));
