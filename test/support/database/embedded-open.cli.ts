/**
 * Opens the embedded server in a process that a test can kill: `embedded-open.cli.ts <directory> <serve|tool>`.
 * Prints one line of JSON, then holds its share until its stdin closes, and prints `{"released":true}`.
 */
import type { EmbeddedPostgresError } from '../../../src/embedded-postgres/embedded-postgres.errors.js';
import { openEmbeddedPostgres } from '../../../src/embedded-postgres/embedded-postgres.js';

const [directory = '', purpose = ''] = process.argv.slice(2);
const end = new Promise<void>((resolve) => process.stdin.once('end', resolve).resume());
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

try {
  const server = await openEmbeddedPostgres({
    directory,
    purpose: purpose === 'serve' ? 'serve' : 'tool',
    settings: { fsync: 'off' },
    report: (message) => process.stderr.write(`${message}\n`),
  });
  say({ ...server.urls, directory: server.directory, passwordFile: server.passwordFile });
  await end;
  await server.release();
  say({ released: true });
} catch (error) {
  const { name, code, message, ...fields } = error as EmbeddedPostgresError;
  say({ error: { ...fields, name, code, message } });
}
process.stdin.destroy();
