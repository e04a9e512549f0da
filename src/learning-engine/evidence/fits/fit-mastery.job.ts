import { JobKind } from '../../jobs/job-kind.decorator.js';
import { FitArgs } from './fit-args.js';
import { FitJob } from './fit.job.js';

const FIT_MASTERY = 'fit.mastery';

@JobKind({
  kind: FIT_MASTERY,
  description:
    'Fits parameters of mastery to the answers of learners, and judges them by those of others. It activates nothing.',
  args: FitArgs,
  memoryLimitMiB: 1024,
})
export class FitMasteryJob extends FitJob {
  protected readonly kind = FIT_MASTERY;
  protected readonly algoKey = 'mastery';
}
