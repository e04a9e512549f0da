import { AboveUpTo, Between, IntegerAtLeast } from '../../../schema/number-rules.js';
import { ExactlyOne, Id, IsBoolean, ListOf, NotBoth, UtcTime } from '../../../schema/value-rules.js';

const MOST_SKILLS_OF_QUESTION = 20;

/** A skill of a question. */
export class MasteryV2EventSkill {
  @Id({ title: 'Skill', description: "The host's id of the skill." }) skill_id: string;

  @AboveUpTo(0, 1, {
    optional: true,
    title: 'Weight',
    description: 'Its part in the question, beside those of the other skills. Default 1.',
    unit: 'share',
  })
  weight?: number;

  @Between(-10, 10, {
    optional: true,
    title: 'Difficulty',
    description: 'Of the skill. Without it the one of its state counts.',
    unit: 'logits',
  })
  difficulty?: number;

  @Between(-10, 10, {
    optional: true,
    title: 'Difficulty of its items',
    description: 'Mean of the items of the skill, on their scale. Without it the one of its state counts.',
    unit: 'logits',
  })
  items_difficulty?: number;
}

/** One answer, with all skills of its question. */
@NotBoth('guess', 'option_count')
@ExactlyOne('correct', 'score')
export class MasteryV2Event {
  @Id({ title: 'Event id', description: 'Id of the answer.' }) event_id: string;
  @Id({ optional: true, title: 'Item', description: "The host's id of the item." }) item_id?: string;

  @ListOf(MasteryV2EventSkill, {
    atMost: MOST_SKILLS_OF_QUESTION,
    title: 'Skills',
    description: 'Those of the question, each once; none where they are not known.',
  })
  skills: MasteryV2EventSkill[];

  @IsBoolean({
    optional: true,
    title: 'Correct',
    description: 'Whether the answer was right at the first try and without hints.',
  })
  correct?: boolean;

  @Between(0, 1, { optional: true, title: 'Score', description: 'Partial credit, in place of correct.', unit: 'share' })
  score?: number;

  @UtcTime({ title: 'Answered at', description: "After the learner's last answer, by at, sequence, event_id." })
  at: string;

  @IntegerAtLeast(0, {
    optional: true,
    title: 'Sequence',
    description:
      'Orders answers of one instant; a missing one comes first. Without it ids decide, those of digits as numbers.',
    unit: 'position',
  })
  sequence?: number;

  @Between(0, 0.5, {
    optional: true,
    title: 'Guessing level',
    description: 'Probability of a right answer by guessing. Default 0.',
    unit: 'probability',
  })
  guess?: number;

  @IntegerAtLeast(2, {
    optional: true,
    title: 'Options',
    description: 'Options of a multiple-choice question: guessing succeeds once in so many times.',
    unit: 'options',
  })
  option_count?: number;

  @Between(-10, 10, {
    optional: true,
    title: 'Difficulty of the item',
    description: 'As difficulty estimates it from the answers of other learners. Without it that of the skills counts.',
    unit: 'logits',
  })
  item_difficulty?: number;

  @IntegerAtLeast(0, { optional: true, title: 'Duration', description: 'How long it took.', unit: 'milliseconds' })
  duration_ms?: number;

  @IntegerAtLeast(0, {
    optional: true,
    title: 'Usual duration of the item',
    description: 'Of all learners, such as the median. With it answers by rapid guessing are found.',
    unit: 'milliseconds',
  })
  item_duration_ms?: number;
}
