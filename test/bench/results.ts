import { readFile, writeFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { type Machine } from './machine.js';
import { type Options } from './options.js';
import { type Row } from './rounds.js';

/** What a benchmark found, and how it was asked. */
export interface Result {
  name: string;
  description: string;
  peer: string;
  measuredAt: string;
  settings: Options;
  rows: Row[];
}

export interface Results {
  machine: Machine;
  benchmarks: Result[];
}

/** With those of an earlier call that are not replaced, if they are of the same machine; in the order of `names`. */
export function merge(earlier: Results | undefined, now: Results, names: readonly string[]): Results {
  const kept = isDeepStrictEqual(earlier?.machine, now.machine) ? earlier!.benchmarks : [];
  const benchmarks = names.flatMap((name) => [...now.benchmarks, ...kept].find((result) => result.name === name) ?? []);
  return { machine: now.machine, benchmarks };
}

export async function readResults(file: string): Promise<Results | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Results);
}

export const writeResults = (file: string, results: Results): Promise<void> =>
  writeFile(file, `${JSON.stringify(results, null, 2)}\n`);
