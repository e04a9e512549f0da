import { canonicalJson } from '../json/canonical-json.js';
import { type JsonObject } from '../json/json.js';
import { isStorableText } from '../json/json-text.js';
import { RunPurpose } from '../domain/run-purpose.js';
import { RunTrigger } from '../domain/run-trigger.js';
import { isRunIdOfToday, isUuid, newRunId } from '../domain/uuid.js';
import { type AlgoRun } from '../database/entities/algo-run.entity.js';
import { InvalidArgumentError } from '../errors/input.errors.js';
import { type WrittenAt } from './run.table.js';

const TEXT_LENGTH = 200;

/** What is known when a run starts. Ids are UUIDs. */
export interface RunStart {
  /** Id of the run, made by the caller: makes the start repeatable for a day. A UUIDv7 whose time is within a day of now. */
  runId?: string;
  algoVersionId: string;
  /** A parameter set of that version. */
  paramsId: string;
  /** The learner; leave it out for a run that concerns no particular learner. */
  userId?: string | null;
  /** The test session that made the run happen. */
  sessionId?: string | null;
  /** Of a run in a session: the entry of the activation log that the session is pinned to, and the last one of the key. */
  pinActivationId?: string | null;
  activeActivationId?: string | null;
  /** Default `manual`. */
  trigger?: RunTrigger;
  /** Default `live`. Others are left out of lists and statistics unless they are asked for. */
  purpose?: RunPurpose;
  /** Of a run of another purpose than live: the run whose input it computes. */
  parentRunId?: string | null;
  /** Whether the caller named the version, for example to try an EXPERIMENTAL one. Default false: it was the active one. */
  versionNamed?: boolean;
  /** What computes it, such as `node 20.19.0, ts-fsrs 5.4.2`; at most 200 characters. */
  runtime?: string | null;
  /** A digest of the code that computes it, or another name of its state, such as a commit; at most 200 characters. */
  codeDigest?: string | null;
  /** What went in, in brief: a JSON object of at most 16 KiB. Default `{}`. */
  inputSummary?: object;
}

/** A start that was checked and completed, with its ids as PostgreSQL writes them. */
export type CheckedRunStart = Pick<AlgoRun, WrittenAt<'start'>>;

/**
 * @param copySummary checks and copies the input summary
 * @throws InvalidArgumentError naming the argument
 */
export function checkRunStart(start: RunStart, copySummary: (summary: object) => JsonObject): CheckedRunStart {
  const { runId = newRunId(), algoVersionId, paramsId, userId = null, sessionId = null } = start;
  const { pinActivationId = null, activeActivationId = null } = start;
  const { trigger = RunTrigger.MANUAL, versionNamed = false, inputSummary = {} } = start;
  const { runtime = null, codeDigest = null, purpose = RunPurpose.LIVE, parentRunId = null } = start;
  const ids = {
    runId,
    algoVersionId,
    paramsId,
    ...(userId !== null && { userId }),
    ...(sessionId !== null && { sessionId }),
    ...(parentRunId !== null && { parentRunId }),
  };
  for (const [name, id] of Object.entries(ids)) {
    if (!isUuid(id)) throw new InvalidArgumentError(name, 'must be a UUID');
  }
  for (const [name, id] of Object.entries({ pinActivationId, activeActivationId })) {
    if (id !== null && !/^\d{1,18}$/.test(id)) {
      throw new InvalidArgumentError(name, 'must be the id of an entry in the activation log');
    }
  }
  if (!isRunIdOfToday(runId)) {
    throw new InvalidArgumentError(
      'runId',
      'must be a UUIDv7 whose time is within a day of now: make it when the run starts',
    );
  }
  if (!Object.values(RunTrigger).includes(trigger)) {
    throw new InvalidArgumentError('trigger', `must be one of ${Object.values(RunTrigger).join(', ')}`);
  }
  if (!Object.values(RunPurpose).includes(purpose)) {
    throw new InvalidArgumentError('purpose', `must be one of ${Object.values(RunPurpose).join(', ')}`);
  }
  if ((purpose === RunPurpose.LIVE) !== (parentRunId === null)) {
    throw new InvalidArgumentError(
      'parentRunId',
      'is needed of a run of another purpose than live, and only of such a run',
    );
  }
  if (typeof versionNamed !== 'boolean') throw new InvalidArgumentError('versionNamed', 'must be true or false');
  for (const [name, text] of Object.entries({ runtime, codeDigest })) {
    if (text === null || (isStorableText(text) && text.length <= TEXT_LENGTH)) continue;
    const reason = `must be a text of at most ${TEXT_LENGTH} characters, without NUL and lone surrogates`;
    throw new InvalidArgumentError(name, reason);
  }
  return {
    id: runId.toLowerCase(),
    algoVersionId: algoVersionId.toLowerCase(),
    paramsId: paramsId.toLowerCase(),
    userId: userId?.toLowerCase() ?? null,
    sessionId: sessionId?.toLowerCase() ?? null,
    pinActivationId,
    activeActivationId,
    trigger,
    purpose,
    parentRunId: parentRunId?.toLowerCase() ?? null,
    versionNamed,
    runtime,
    codeDigest,
    inputSummaryJson: copySummary(inputSummary),
  };
}

/** Whether a recorded run was started by the same call; a runtime or code that was changed since makes no difference. */
export const isSameStart = (recorded: AlgoRun, start: CheckedRunStart): boolean =>
  recorded.algoVersionId === start.algoVersionId &&
  recorded.paramsId === start.paramsId &&
  recorded.versionNamed === start.versionNamed &&
  recorded.purpose === start.purpose &&
  recorded.parentRunId === start.parentRunId &&
  isSameWork(recorded, start);

/** Whether a recorded run was for the same person, reason and input. A person erased since makes no difference. */
export const isSameWork = (
  recorded: AlgoRun,
  { userId, sessionId, trigger, inputSummaryJson }: Omit<CheckedRunStart, 'id'>,
): boolean =>
  (recorded.userId ?? userId) === userId &&
  (recorded.sessionId ?? sessionId) === sessionId &&
  recorded.trigger === trigger &&
  canonicalJson(recorded.inputSummaryJson) === canonicalJson(inputSummaryJson);
