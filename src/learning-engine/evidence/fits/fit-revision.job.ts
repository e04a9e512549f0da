import { JobKind } from '../../jobs/job-kind.decorator.js';
import { FitArgs } from './fit-args.js';
import { FitJob } from './fit.job.js';

const FIT_REVISION = 'fit.revision';

@JobKind({
  kind: FIT_REVISION,
  description:
    'Fits the weights of revision to the reviews of learners, and judges them by those of others. It activates nothing.',
  args: FitArgs,
  memoryLimitMiB: 1024,
})
export class FitRevisionJob extends FitJob {
  protected readonly kind = FIT_REVISION;
  protected readonly algoKey = 'revision';
}
