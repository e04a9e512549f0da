import { execFileSync } from 'node:child_process';

const read = new Map<string, string>();

/** The documents of a YAML file, which does not change meanwhile. */
export function yamlDocuments(file: string): unknown[] {
  const json =
    read.get(file) ??
    execFileSync(process.execPath, ['test/support/processes/yaml-to-json.cli.mjs', file], { encoding: 'utf8' });
  read.set(file, json);
  return JSON.parse(json) as unknown[];
}
