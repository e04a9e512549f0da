import { type JsonObject } from 'learning-engine';
import { OneOf } from 'learning-engine/authoring';
import { type Job, type JobContext, JobKind, type JobStep } from 'learning-engine/jobs';

const DOES = ['spin', 'allocate', 'allocate buffers', 'throw', 'exit', 'tell'] as const;

class MisbehavingArgs {
  @OneOf(DOES)
  does: (typeof DOES)[number];
}

type Seen = { seen: JsonObject[] };

const MODULE = new URL('../../fixtures/compute/misbehave.js', import.meta.url).href;

/** Has something computed in a process of its own, twice. */
@JobKind({
  ...{ kind: 'test.misbehave', description: 'Misbehaves.', args: MisbehavingArgs, attempts: 1 },
  ...{ timeLimitMs: 5000, memoryLimitMiB: 200 },
})
export class MisbehavingJob implements Job<MisbehavingArgs, Seen, JsonObject> {
  plan() {
    return Promise.resolve({ total: 2, cursor: { seen: [] } });
  }

  work(_cursor: object, { does }: MisbehavingArgs, { compute }: JobContext): Promise<JsonObject> {
    return compute(MODULE, { does });
  }

  write(found: JsonObject, { seen }: Seen): JobStep<Seen> {
    const all = [...seen, found];
    return all.length < 2 ? { done: 1, cursor: { seen: all } } : { done: 1, result: { seen: all } };
  }
}
