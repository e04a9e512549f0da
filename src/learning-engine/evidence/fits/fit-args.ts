import { IntegerBetween } from '../../schema/number-rules.js';
import { Id, NotBoth, UtcTime } from '../../schema/value-rules.js';

/** What is fitted, and by which answers it is judged. */
@NotBoth('judge_from', 'judge_days')
export class FitArgs {
  @Id({ optional: true, title: 'Version', description: 'Whose parameters are fitted. Default the active one.' })
  version?: string;

  @UtcTime({
    optional: true,
    title: 'Judged from',
    description: 'Earlier answers of some learners are trained on, later ones of the others are judged.',
  })
  judge_from?: string;

  @IntegerBetween(1, 36_500, {
    optional: true,
    title: 'Judged days',
    description: 'The same, as so many days before the job begins. Default 28.',
    unit: 'days',
  })
  judge_days?: number;
}
