/** How evidence is found. */
export interface EvidenceSettings {
  /** What folding some hundred learners by both pairs may take, in milliseconds; then the preview has failed. Default 60,000. */
  chunkTimeLimitMs: number;
}

export const defaultEvidenceSettings: Readonly<EvidenceSettings> = { chunkTimeLimitMs: 60_000 };

export const largestEvidenceSettings = { chunkTimeLimitMs: 3_600_000 } satisfies EvidenceSettings;
