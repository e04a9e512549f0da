/** What can be asked next. The seed decides what is explored. */
export interface AdaptiveV0Input {
  seed: string;
  count: number;
  candidates: { question_id: string; /** 0 (easy) to 1 (hard) */ difficulty: number }[];
}

export interface AdaptiveV0Output {
  /** Best first. */
  questions: { question_id: string; explored: boolean }[];
}
