import { arch, availableParallelism, cpus, platform, totalmem } from 'node:os';
import { onDatabase } from './databases.js';

/** Where something was measured. */
export interface Machine {
  cpu: string;
  cores: number;
  memory: string;
  system: string;
  node: string;
  postgres: string;
}

const SETTINGS = `
  SELECT current_setting('server_version') || ', ' || string_agg(name || ' ' || current_setting(name), ', ' ORDER BY name) AS text
  FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers', 'max_wal_size')`;

export async function describeMachine(databaseUrl: string): Promise<Machine> {
  const { rows } = await onDatabase(databaseUrl, (client) => client.query<{ text: string }>(SETTINGS));
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: `${platform()} ${arch()}`,
    node: process.versions.node,
    postgres: rows[0]!.text,
  };
}
