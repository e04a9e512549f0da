import { LearningEngineError } from './learning-engine.error.js';

/** What a digest is of. */
export type EvidenceKind = 'preview' | 'evaluation';

const HOW: Record<EvidenceKind, string> = {
  preview:
    'Make a preview (POST …/previews, or the command preview) and name its digest (evidence.preview_digest, or --preview).',
  evaluation:
    'Make an evaluation (POST …/evaluations, or the command evaluate) and name its digest (evidence.evaluation_digest, or --evaluation).',
};

/** No preview or evaluation of this key has this digest. Nothing was changed. */
export class EvidenceNotFoundError extends LearningEngineError {
  readonly code = 'EVIDENCE_NOT_FOUND';

  constructor(
    readonly algoKey: string,
    readonly kind: EvidenceKind,
    readonly digest: string,
  ) {
    super(`No ${kind} of ${algoKey} has the digest ${digest}. ${HOW[kind]}`);
  }
}

/** A preview or an evaluation says nothing of this change: it is old, or of another one. Nothing was changed. */
export class EvidenceStaleError extends LearningEngineError {
  readonly code = 'EVIDENCE_STALE';

  /** @param reason why */
  constructor(
    readonly kind: EvidenceKind,
    readonly digest: string,
    readonly reason: string,
  ) {
    super(`The ${kind} with the digest ${digest} cannot be named any more: ${reason}. ${HOW[kind]}`);
  }
}

/** A preview or an evaluation was named by another activation. Nothing was changed. */
export class EvidenceUsedError extends LearningEngineError {
  readonly code = 'EVIDENCE_USED';

  constructor(
    readonly kind: EvidenceKind,
    readonly digest: string,
    readonly activationId: string,
  ) {
    super(
      `The ${kind} with the digest ${digest} was named by activation ${activationId}. Read the activation log: perhaps this call was sent before. Else: ${HOW[kind]}`,
    );
  }
}

/** What speaks against an activation. */
export type GateFinding =
  'no-preview' | 'no-evaluation' | 'worse' | 'not-shown-to-be-as-good' | 'too-many-changed' | 'candidate-fails';

const SAYS: Record<GateFinding, string> = {
  'no-preview': 'it names no preview',
  'no-evaluation': 'it names no evaluation',
  worse: 'the evaluation shows that it predicts worse than the active version',
  'not-shown-to-be-as-good': 'the evaluation does not show that its log loss is within the margin',
  'too-many-changed': 'the states of more learners would change than may',
  'candidate-fails': 'its fold throws at the answers of some learners',
};

/** The gate of this key is closed to the activation. Nothing was changed. */
export class GateClosedError extends LearningEngineError {
  readonly code = 'GATE_CLOSED';

  constructor(
    readonly algoKey: string,
    readonly version: string,
    readonly findings: readonly GateFinding[],
  ) {
    const why = findings.map((finding) => SAYS[finding]).join('; ');
    const missing = [
      ...(findings.includes('no-preview') ? [HOW.preview] : []),
      ...(findings.includes('no-evaluation') ? [HOW.evaluation] : []),
    ];
    const speaksAgainst = findings.length > missing.length;
    super(
      [
        `${algoKey} ${version} is not made active, because ${why}.`,
        ...missing,
        `${speaksAgainst ? 'Choose another version or other parameters, or open' : 'Or open'} the gate by override: true, or --override, with a reason.`,
      ].join(' '),
    );
  }
}
