import { Between, IntegerAtLeast } from '../../../schema/number-rules.js';
import { Id, IsBoolean, ListOf, UtcTime } from '../../../schema/value-rules.js';

/** One attempt at one question. */
export class DifficultyV0Attempt {
  @Id({ title: 'Question', description: "The host's id of the question." }) question_id: string;
  @IsBoolean({ title: 'Correct', description: 'Whether the attempt was right.' }) correct: boolean;
  @UtcTime({ title: 'Attempted at', description: 'When the attempt was made.' }) at: string;
}

/** Attempts of many learners. */
export class DifficultyV0Input {
  @ListOf(DifficultyV0Attempt, {
    atMost: 50_000,
    title: 'Attempts',
    description: 'The attempts of many learners.',
  })
  attempts: DifficultyV0Attempt[];
}

/** What is known of a question. */
export class DifficultyV0Question {
  @Id({ title: 'Question', description: "The host's id of the question." }) question_id: string;

  @Between(0, 1, {
    orNull: true,
    title: 'Difficulty',
    description: 'From 0 (easy) to 1 (hard); null with too few attempts.',
    unit: 'difficulty from 0 to 1',
  })
  difficulty: number | null;

  @IntegerAtLeast(0, { title: 'Attempts', description: 'Attempts that were counted.', unit: 'attempts' })
  attempts: number;
}

export class DifficultyV0Output {
  @ListOf(DifficultyV0Question, { title: 'Questions', description: 'Each question of the attempts, by its id.' })
  questions: DifficultyV0Question[];
}
