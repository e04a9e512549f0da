import { type Job, type JobContext, JobKind, type JobStep } from 'learning-engine/jobs';

class NoArgs {}

/** Does what a test says before its first chunk, and ends. */
@JobKind({ kind: 'test.hold', description: 'Holds.', args: NoArgs })
export class HoldingJob implements Job<NoArgs, { begun: boolean }, null> {
  static planning: (context: JobContext) => Promise<unknown>;

  async plan(_args: NoArgs, context: JobContext) {
    await HoldingJob.planning(context);
    return { total: 1, cursor: { begun: true } };
  }

  work(): Promise<null> {
    return Promise.resolve(null);
  }

  write(): JobStep<{ begun: boolean }> {
    return { done: 1, result: {} };
  }
}
