/** Attempts of many learners. Times are ISO-8601, UTC. */
export interface MistakesV0Input {
  now: string;
  attempts: { question_id: string; option: number; correct: boolean; at: string }[];
}

export interface MistakesV0Output {
  /** Most frequent first. */
  patterns: { question_id: string; option: number; frequency: number }[];
}
