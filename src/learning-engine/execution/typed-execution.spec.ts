import { type OutputOf } from '../algorithm-types.js';
import { ExecutionService } from './execution.service.js';

// Each line below a comment must not compile: `npm run typecheck` fails where one does.
const typed = (execution: ExecutionService, key: string) => [
  async (): Promise<OutputOf<'mastery'>> => (await execution.execute('mastery', { states: [], events: [] })).output,
  async (): Promise<number> => (await execution.execute<{ score: number }>(key, { days: 1 })).output.score,
  // @ts-expect-error no input of mastery
  () => execution.execute('mastery', { states: [] }),
  // @ts-expect-error a field of another type
  () => execution.execute('mistakes', { attempts: [], questions: 'none' }, { version: 'v1' }),
  // @ts-expect-error a version whose types are not known
  () => execution.execute('mastery', { states: [], events: [] }, { version: 'v9' }),
  async () => {
    const { output } = await execution.execute('mastery', { states: [], events: [] });
    // @ts-expect-error a field of another output
    return output.cards as unknown;
  },
];

describe(ExecutionService.name, () => {
  it('has types by key and version, which the compiler judges', () => {
    expect(typed(undefined as never, 'streak')).toHaveLength(6);
  });
});
