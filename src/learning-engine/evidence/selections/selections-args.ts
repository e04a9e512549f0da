import { Id, OneOf, UtcTime } from '../../schema/value-rules.js';
import { REWARDS, type Reward } from './rewards.js';

/** What is asked of selections. */
export class SelectionsArgs {
  @Id({ title: 'Algorithm', description: 'That chooses, such as adaptive.' }) algo_key: string;
  @Id({ title: 'Version', description: 'The candidate.' }) version: string;

  @Id({ optional: true, title: 'Parameter set', description: 'Of the candidate; default its active one.' })
  params_id?: string;

  @OneOf(REWARDS, {
    title: 'Reward',
    description:
      'What counts as 1: the question was answered within a day, it was answered rightly within a day, or the first answer to its skill from a day to 14 days later is right. All else is 0.',
  })
  reward: Reward;

  @UtcTime({ optional: true, title: 'From', description: 'Selections from then on. Default all.' })
  from?: string;

  @UtcTime({
    optional: true,
    title: 'Until',
    description: 'Earlier ones. Default those of which is known what came of them.',
  })
  until?: string;
}
