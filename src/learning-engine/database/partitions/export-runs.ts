import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type Ask } from './run-partitions.js';

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** $1 id after which to read. */
const lines = (table: string) => `
  SELECT id, row_to_json(run)::text AS line FROM ${table} AS run WHERE id > $1 ORDER BY id LIMIT 2000`;

/** All runs of a table. */
export interface RunsContent {
  runs: number;
  /** SHA-256 of the lines, in hexadecimal digits. */
  digest: string;
}

export interface RunsFile extends RunsContent {
  path: string;
  /** SHA-256 of the file as it is on the disk. */
  fileDigest: string;
}

/** A line of JSON for each run, by the names of the columns, in the order of the ids; compressed by gzip, and on the disk when it returns. */
export async function exportRuns(ask: Ask, table: string, folder: string, prefix: string): Promise<RunsFile> {
  const unfinished = join(folder, `${prefix}.${table}.part`);
  const whole = createHash('sha256');
  const content = counted();
  const digested = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      whole.update(chunk);
      yield chunk;
    }
  };
  const sink = createWriteStream(unfinished, { mode: 0o600 });
  await pipeline(() => content.read(linesOf(ask, table)), createGzip(), digested, sink);
  const found = content.result();
  // The name tells the content, so that no other export is ever overwritten.
  const path = join(folder, `${prefix}.${table}.${found.digest.slice(0, 12)}.ndjson.gz`);
  await toDisk(unfinished);
  await rename(unfinished, path);
  await toDisk(folder).catch(() => undefined); // Windows has no such thing for folders
  return { ...found, path, fileDigest: whole.digest('hex') };
}

/** The same of the runs that are in the table now, and no file. */
export async function readRuns(ask: Ask, table: string): Promise<RunsContent> {
  const content = counted();
  const pages = content.read(linesOf(ask, table));
  while (!(await pages.next()).done);
  return content.result();
}

function counted() {
  const hash = createHash('sha256');
  let runs = 0;
  return {
    async *read(pages: AsyncIterable<string[]>) {
      for await (const page of pages) {
        const text = page.map((line) => `${line}\n`).join('');
        hash.update(text);
        runs += page.length;
        yield text;
      }
    },
    result: (): RunsContent => ({ runs, digest: hash.digest('hex') }),
  };
}

async function* linesOf(ask: Ask, table: string): AsyncGenerator<string[]> {
  for (let after = FIRST_ID; ;) {
    const page = (await ask(lines(table), [after])) as { id: string; line: string }[];
    if (page.length === 0) return;
    yield page.map(({ line }) => line);
    after = page.at(-1)!.id;
  }
}

async function toDisk(path: string): Promise<void> {
  const file = await open(path, 'r');
  await file.sync().finally(() => file.close());
}
