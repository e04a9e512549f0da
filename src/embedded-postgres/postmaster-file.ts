import { randomUUID } from 'node:crypto';
import { link, readFile, rename, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';

/** What a server writes into `postmaster.pid` in its data directory while it runs. */
export interface PostmasterFile {
  text: string;
  pid: number | undefined;
  port: number | undefined;
  /** Of a server without a postmaster: it has no port, and ends when its statements are through. */
  isStandalone: boolean;
  /** Milliseconds since it was written. */
  age: number;
}

/** Undefined when there is none: no server runs, or it has just ended properly. */
export async function readPostmasterFile(directory: string): Promise<PostmasterFile | undefined> {
  const file = pathOf(directory);
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(file, 'utf8'), stat(file)]);
    return { text, ...parsePostmasterFile(text), age: Date.now() - mtimeMs };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Line 1 is the process id, as a negative number for a server without a postmaster; line 4 the port. A server that is just
 * starting may not have got that far.
 */
export function parsePostmasterFile(text: string): Pick<PostmasterFile, 'pid' | 'port' | 'isStandalone'> {
  const lines = text.split('\n');
  const isStandalone = text.startsWith('-');
  return { pid: positive(lines[0]), port: isStandalone ? undefined : positive(lines[3]), isStandalone };
}

/**
 * Removes a file that was found to be stale. Another process may have done the same meanwhile and started a server: a
 * file that is not the one we looked at goes back, because a server ends when its file is gone.
 */
export async function removePostmasterFile(directory: string, stale: PostmasterFile): Promise<void> {
  const file = pathOf(directory);
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if ((await readFile(aside, 'utf8')) !== stale.text) await link(aside, file).catch(() => undefined);
  await unlink(aside);
}

function pathOf(directory: string): string {
  return join(directory, 'postmaster.pid');
}

function positive(line: string | undefined): number | undefined {
  const number = Math.abs(Number.parseInt(line ?? '', 10));
  return number > 0 ? number : undefined;
}
