import { type MistakesV1Output } from 'learning-engine/algorithms';
import { type AlgoActivation, AlgoRun, AlgoVersion } from 'learning-engine/persistence';
import { type DataSource } from 'typeorm';
import { type LearnerProgress } from './school-year.js';

export const percent = (share: number) => `${Math.round(100 * share)} %`;

/** Columns as wide as their widest cell. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) => `  ${row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ')}`;
  return `${rows.map((row) => line(row).trimEnd()).join('\n')}\n`;
}

export function learnersTable(learners: readonly LearnerProgress[]): string {
  const skills = [...new Set(learners.flatMap(({ mastery }) => [...mastery.keys()]))].sort();
  return table([
    ['learner', ...skills, 'to revise', 'next'],
    ...learners.map(({ learner, mastery, toRevise, next }) => [
      learner.name,
      ...skills.map((skill) => {
        const known = mastery.get(skill);
        return known ? `${percent(known.value)}${known.mastered ? '*' : ''}` : '-';
      }),
      `${toRevise}`,
      next,
    ]),
  ]);
}

export const mistakesTable = ({ distractors, pairs }: MistakesV1Output): string =>
  table([
    ['question', 'option', 'chosen by', 'of the wrong answers'],
    ...distractors
      .filter(({ common_mistake }) => common_mistake)
      .map(({ question_id, option, count, answered, share_of_wrong }) => [
        question_id,
        `${option}`,
        `${count} of ${answered}`,
        percent(share_of_wrong ?? 0),
      ]),
  ]) +
  '\n' +
  table([
    ['option', 'goes with', 'learners with both', 'times as many as by chance'],
    ...pairs.map(({ a, b, n11, lift }) => {
      const name = ({ question_id, option }: typeof a) => `${question_id}:${option}`;
      return [name(a), name(b), `${n11}`, lift.toFixed(1)];
    }),
  ]);

/** How many runs of which version ended how, and the last one. */
export async function runsTable({ manager }: DataSource): Promise<string> {
  const counts = await manager
    .createQueryBuilder(AlgoRun, 'run')
    .innerJoin(AlgoVersion, 'version', 'version.id = run.algoVersionId')
    .select(['version.algo_key AS key', 'version.version AS version', 'run.trigger AS trigger', 'run.status AS status'])
    .addSelect('count(*)', 'runs')
    .groupBy('1, 2, 3, 4')
    .orderBy('1, 2, 3, 4')
    .getRawMany<Record<'key' | 'version' | 'trigger' | 'status' | 'runs', string>>();
  const last = await manager.find(AlgoRun, { order: { id: 'DESC' }, take: 1 });
  return (
    table([
      ['algorithm', 'trigger', 'status', 'runs'],
      ...counts.map(({ key, version, trigger, status, runs }) => [`${key} ${version}`, trigger, status, runs]),
    ]) +
    '\n' +
    table([
      ['run', 'runtime', 'took'],
      ...last.map(({ id, runtime, startedAt, completedAt }) => [
        id,
        runtime ?? '-',
        `${completedAt!.getTime() - startedAt.getTime()} ms`,
      ]),
    ])
  );
}

export const historyTable = (versions: ReadonlyMap<string, string>, entries: readonly AlgoActivation[]): string =>
  table([
    ['algorithm', 'active', 'reason'],
    ...entries.map(({ algoKey, algoVersionId, reason }) => [
      algoKey,
      algoVersionId ? versions.get(algoVersionId)! : '-',
      reason ?? '-',
    ]),
  ]);
