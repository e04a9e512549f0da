import { open } from 'node:fs/promises';
import { type ImportsService } from '../learners/imports/imports.service.js';
import { CommandRejectedError } from './command.js';

const PAGE = 200;

/** Writes the lines that do not count, tab separated: line, outcome and reason. */
export async function writeRejects(imports: ImportsService, importId: string, path: string): Promise<void> {
  const file = await open(path, 'w').catch((error: Error) => {
    throw new CommandRejectedError(`The answers were imported. --rejects cannot be written: ${error.message}`);
  });
  try {
    await file.write('line\toutcome\treason\n');
    let after = 0;
    for (;;) {
      const page = await imports.rejects(importId, { after, limit: PAGE });
      await file.write(page.map(({ line, outcome, reason }) => `${line}\t${outcome}\t${oneLine(reason)}\n`).join(''));
      if (page.length < PAGE) return;
      after = page.at(-1)!.line;
    }
  } finally {
    await file.close();
  }
}

const oneLine = (reason: string): string => reason.replace(/[\t\r\n]+/g, ' ');
