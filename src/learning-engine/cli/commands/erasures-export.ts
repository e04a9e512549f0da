import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { type Erasure } from '../../learners/personal/erasures.js';
import { type CommandResult, type RunCommand } from '../command.js';
import { endOf, type ErasureLine, readErasures, writeErasures } from '../erasures-file.js';

export const run: RunCommand = async ({ target, options }) => {
  const erasures = (await (await target()).learners()).erasures();
  return options.file === undefined ? printed(erasures) : addedTo(String(options.file), erasures);
};

const lineOf = ({ learnerId, erasedAt }: Erasure): ErasureLine => ({
  learner_id: learnerId,
  erased_at: erasedAt.toISOString(),
});

/** The last line says that it is whole. */
async function printed(erasures: AsyncIterable<Erasure>): Promise<void> {
  let count = 0;
  const print = async (line: object) => {
    if (!process.stdout.write(`${JSON.stringify(line)}\n`)) await once(process.stdout, 'drain').catch(() => undefined);
  };
  for await (const erasure of erasures) {
    await print(lineOf(erasure));
    count += 1;
  }
  await print(endOf(count));
}

/** What a file has is never lost: a database that was restored does not know of those who were erased since its backup. */
async function addedTo(file: string, erasures: AsyncIterable<Erasure>): Promise<CommandResult> {
  const before = existsSync(file) ? await readErasures(file) : [];
  const all = new Map(before.map((line) => [line.learner_id, line]));
  const present = new Set(all.keys());
  let added = 0;
  for await (const erasure of erasures) {
    present.delete(erasure.learnerId);
    if (all.has(erasure.learnerId)) continue;
    all.set(erasure.learnerId, lineOf(erasure));
    added += 1;
  }
  await writeErasures(file, [...all.values()]);
  const text =
    `${file} has ${all.size} erasures: ${added} of them are new.\n` +
    (present.size > 0
      ? `${present.size} of them are not erased in this database, as after a restore:\napply them by erasures apply.\n`
      : '');
  return { text, data: { erasures: all.size, added, present: present.size }, hasFindings: present.size > 0 };
}
