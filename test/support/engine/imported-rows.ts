import { type Answer, type ImportedRow } from 'learning-engine/learners';

type Given = { learner: string; answer: Answer | { [field: string]: unknown } } | { learner: string; reason: string };

/** Rows as a file would have them, from line 1 on. Before the row of `torn`, the source fails. */
export async function* importedRows(given: readonly Given[], torn = Infinity): AsyncGenerator<ImportedRow> {
  for (const [index, { learner, ...row }] of given.entries()) {
    await Promise.resolve();
    if (index === torn) throw new Error('torn');
    const line = index + 1;
    yield ('reason' in row ? { line, ...row } : { line, learner, ...row }) as ImportedRow;
  }
}
