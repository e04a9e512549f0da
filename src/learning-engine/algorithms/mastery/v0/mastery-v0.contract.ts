import { Between, IntegerAtLeast } from '../../../schema/number-rules.js';
import { Id, IsBoolean, ListOf, UtcTime } from '../../../schema/value-rules.js';

/** One attempt at one skill. */
export class MasteryV0Attempt {
  @Id({ title: 'Skill', description: "The host's id of the skill." }) skill_id: string;
  @IsBoolean({ title: 'Correct', description: 'Whether the attempt was right.' }) correct: boolean;
  @UtcTime({ title: 'Attempted at', description: 'When the attempt was made.' }) at: string;
}

/** Attempts of one learner. */
export class MasteryV0Input {
  @ListOf(MasteryV0Attempt, {
    atMost: 10_000,
    title: 'Attempts',
    description: 'The attempts of one learner.',
  })
  attempts: MasteryV0Attempt[];
}

/** A skill after the attempts. */
export class MasteryV0Skill {
  @Id({ title: 'Skill', description: "The host's id of the skill." }) skill_id: string;

  @Between(0, 1, {
    title: 'Mastery score',
    description: 'How well the skill is mastered: 0 is not at all, 1 fully.',
    unit: 'score from 0 to 1',
  })
  mastery_score: number;

  @IntegerAtLeast(0, { title: 'Attempts', description: 'Attempts that were counted.', unit: 'attempts' })
  attempts: number;

  @IsBoolean({ title: 'Mastered', description: 'Whether the score reaches the threshold after enough attempts.' })
  mastered: boolean;
}

export class MasteryV0Output {
  @ListOf(MasteryV0Skill, { title: 'Skills', description: 'Each skill of the attempts, by its id.' })
  skills: MasteryV0Skill[];
}
