import { type FoldScope } from '../authoring/fold.js';
import { scopesOf } from './folding.js';
import { type Wanted } from './learner-heads.js';
import { type Projection } from './live-projections.js';
import { countedAnswer, entryOf, type LogEntry } from './log-entry.js';
import { type Handed } from './recording.js';

/** Of a learner, and of which events it has to know beside those that were handed over. */
interface Call {
  id: string;
  change?: { eventIds: readonly string[] };
}

/** What is asked of a learner before answers are recorded: by the time that they were given, which may be corrected later. */
export function wantedOf({ id, change }: Call, handed: readonly Handed[], projections: readonly Projection[]): Wanted {
  const answers = handed.flatMap((one) => one.answers.flatMap(({ answer }) => answer ?? []));
  const entries = answers.map((answer) => {
    const time = { at: Date.parse(answer.at), given_at: null, sent_at: null, quarantine: null };
    return entryOf(answer, { learnerId: id, seq: 0, version: 1, digest: '', time, source: null });
  });
  const scopes = projections.map((projection): [string, FoldScope[]] => [
    projection.id,
    entries.flatMap((entry) => namedScopes(projection, entry)),
  ]);
  const eventIds = new Set([...answers.map(({ event_id }) => event_id), ...(change?.eventIds ?? [])]);
  return { id, eventIds: [...eventIds], scopes: new Map(scopes) };
}

/** A fold that throws here throws again when it folds, where that is recorded. */
function namedScopes(projection: Projection, entry: LogEntry): readonly FoldScope[] {
  try {
    return scopesOf(projection, countedAnswer(entry, projection.skillMap));
  } catch {
    return [];
  }
}
