import { Between, IntegerAtLeast } from '../../../schema/number-rules.js';
import { Id, IsBoolean, ListOf, Text } from '../../../schema/value-rules.js';

/** A question that can be asked next. */
export class AdaptiveV0Candidate {
  @Id({ title: 'Question', description: "The host's id of the question." }) question_id: string;

  @Between(0, 1, {
    title: 'Difficulty',
    description: 'From 0 (easy) to 1 (hard).',
    unit: 'difficulty from 0 to 1',
  })
  difficulty: number;
}

/** What can be asked next. */
export class AdaptiveV0Input {
  @Text({ title: 'Seed', description: 'Decides which questions are explored.' }) seed: string;
  @IntegerAtLeast(1, { title: 'Count', description: 'How many questions to choose.', unit: 'questions' }) count: number;

  @ListOf(AdaptiveV0Candidate, {
    atMost: 10_000,
    title: 'Candidates',
    description: 'The questions to choose from.',
  })
  candidates: AdaptiveV0Candidate[];
}

/** A chosen question. */
export class AdaptiveV0Question {
  @Id({ title: 'Question', description: "The host's id of the question." }) question_id: string;
  @IsBoolean({ title: 'Explored', description: 'Whether it was chosen to explore.' }) explored: boolean;
}

export class AdaptiveV0Output {
  @ListOf(AdaptiveV0Question, { title: 'Questions', description: 'The chosen questions, best first.' })
  questions: AdaptiveV0Question[];
}
