import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { AlgorithmCatalog } from '../../catalog/algorithm-catalog.js';
import { type AlgoActivation } from '../../database/entities/algo-activation.entity.js';
import { type AlgoVersion } from '../../database/entities/algo-version.entity.js';
import {
  type EvidenceKind,
  EvidenceNotFoundError,
  EvidenceStaleError,
  EvidenceUsedError,
  GateClosedError,
  type GateFinding,
} from '../../errors/gate.errors.js';
import { type JsonObject } from '../../json/json.js';
import { type CheckedEvidence } from '../activation-context.js';
import { activeSets, type EvidenceRow, evidenceRow, FRESH_DAYS, isIntact, namedBy } from './evidence-rows.js';
import { findingsOf } from './gate-findings.js';
import { type Gate, GateMode, OPEN_GATE, readGates } from './gate-setting.js';

/** What becomes active. */
export interface Candidate {
  version: AlgoVersion;
  paramsId: string;
}

/** What the entry of the activation log keeps of it. */
export type Admission = Pick<AlgoActivation, 'evidence' | 'flags'>;

/** Whether what is known of a version opens the way for it. Call it under the lock of the key. */
@Injectable()
export class ActivationGate {
  constructor(private readonly catalog: AlgorithmCatalog) {}

  /**
   * @throws EvidenceNotFoundError, EvidenceUsedError, EvidenceStaleError for a digest that says nothing of this change
   * @throws GateClosedError
   */
  async admit(
    manager: EntityManager,
    { version, paramsId }: Candidate,
    { previewDigest, evaluationDigest, override }: CheckedEvidence,
  ): Promise<Admission> {
    const { algoKey } = version;
    const [gate = OPEN_GATE] = await readGates(manager, algoKey, 1);
    const { mode } = gate;
    if (mode === GateMode.OFF && previewDigest === null && evaluationDigest === null)
      return { evidence: null, flags: [] };
    const pair = { version, paramsId };
    const preview = await this.evidence(manager, 'preview', previewDigest, pair);
    const evaluation = await this.evidence(manager, 'evaluation', evaluationDigest, pair);
    const predicts = this.catalog.find(algoKey, version.version)?.definition.fold?.predict !== undefined;
    const missing: GateFinding[] = [
      ...(preview ? [] : ['no-preview' as const]),
      ...(evaluation || !predicts ? [] : ['no-evaluation' as const]),
    ];
    const findings = [
      ...(mode === GateMode.OFF ? [] : missing),
      ...findingsOf({ preview: preview?.report, evaluation: evaluation?.report }, gate),
    ];
    const isClosed = mode === GateMode.REQUIRED && findings.length > 0;
    if (isClosed && !override) throw new GateClosedError(algoKey, version.version, findings);
    return {
      evidence: kept(gate, previewDigest, evaluationDigest),
      flags: isClosed ? ['override', ...findings] : findings,
    };
  }

  private async evidence(
    manager: EntityManager,
    kind: EvidenceKind,
    digest: string | null,
    candidate: Candidate,
  ): Promise<EvidenceRow | undefined> {
    if (digest === null) return undefined;
    const { algoKey } = candidate.version;
    const row = await evidenceRow(manager, kind, algoKey, digest);
    if (!row) throw new EvidenceNotFoundError(algoKey, kind, digest);
    const usedBy = await namedBy(manager, kind, algoKey, digest);
    if (usedBy !== undefined) throw new EvidenceUsedError(kind, digest, usedBy);
    const reason = await staleness(manager, row, candidate, digest);
    if (reason !== undefined) throw new EvidenceStaleError(kind, digest, reason);
    return row;
  }
}

const kept = (
  { mode, logLossMargin, mostChanged }: Gate,
  previewDigest: string | null,
  evaluationDigest: string | null,
): JsonObject => ({
  gate: mode,
  ...(previewDigest !== null && { preview_digest: previewDigest }),
  ...(evaluationDigest !== null && { evaluation_digest: evaluationDigest }),
  ...(logLossMargin !== null && { log_loss_margin: logLossMargin }),
  ...(mostChanged !== null && { most_changed: mostChanged }),
});

const ACTIVE = `
  SELECT s.id AS "paramsId" FROM algo_versions v JOIN algo_params s ON s.algo_version_id = v.id AND s.is_active
  WHERE v.algo_key = $1 AND v.status = 'ACTIVE'`;

/** Why it says nothing of this change. A parameter set is of one version: its id stands for both. */
async function staleness(
  manager: EntityManager,
  row: EvidenceRow,
  { version, paramsId }: Candidate,
  digest: string,
): Promise<string | undefined> {
  if (row.paramsId !== paramsId) {
    return 'it is of another version or of other parameters than are to become active';
  }
  const [active] = await manager.query<{ paramsId: string }[]>(ACTIVE, [version.algoKey]);
  if (row.activeParamsId !== (active?.paramsId ?? null)) {
    return 'another version or other parameters are active than were then';
  }
  const sets = await activeSets(manager);
  if (
    row.sets.some(
      ({ calibration_id, skill_map_id }) =>
        calibration_id !== sets.calibration_id || skill_map_id !== sets.skill_map_id,
    )
  ) {
    return 'it was made with another calibration or skill map than are active';
  }
  if (row.isOld) return `it is older than ${FRESH_DAYS} days`;
  return isIntact(row.report, digest) ? undefined : 'its report was changed in the database';
}
