/** Attempts of many learners. */
export interface DifficultyV0Input {
  attempts: { question_id: string; correct: boolean; /** ISO-8601, UTC */ at: string }[];
}

export interface DifficultyV0Output {
  /** By question id. Difficulty is from 0 (easy) to 1 (hard), null with too few attempts. */
  questions: { question_id: string; difficulty: number | null; attempts: number }[];
}
