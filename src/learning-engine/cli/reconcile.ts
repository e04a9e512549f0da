import { type ImportsService } from '../learners/imports/imports.service.js';
import { textOf, type SourceTable } from './source-table.js';

const MOST_NAMED = 20;

/** The answers of each learner: in the source, and in the log. */
export interface Reconciliation {
  learners: number;
  equal: number;
  /** The first ones of whom the log has another number. */
  differing: { learner: string; source: number; log: number }[];
}

/** Counts the answers of each learner on both sides. */
export async function reconcile(
  table: SourceTable,
  imports: ImportsService,
  { source, query }: { source: string; query: string },
): Promise<Reconciliation> {
  const found: Reconciliation = { learners: 0, equal: 0, differing: [] };
  const learner = `"${table.learnerColumn.replaceAll('"', '""')}"`;
  const counting = `
    SELECT ${learner}::text, count(*)::int FROM (${query}) AS answers WHERE ${learner} IS NOT NULL GROUP BY 1 ORDER BY 1`;
  for await (const { rows } of table.pages('query', counting)) {
    const counts = rows.map(([id, count]): [string, number] => [textOf(id!), Number(count)]);
    const log = await imports.countRecorded(
      source,
      counts.map(([id]) => id),
    );
    for (const [id, count] of counts) {
      found.learners += 1;
      const recorded = log.get(id) ?? 0;
      if (recorded === count) found.equal += 1;
      else if (found.differing.length < MOST_NAMED) found.differing.push({ learner: id, source: count, log: recorded });
    }
  }
  return found;
}
