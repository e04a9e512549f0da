import { randomBytes, randomUUID } from 'node:crypto';
import { link, unlink, writeFile } from 'node:fs/promises';
import { OpenFileError, readClosedFile } from '../config/closed-file.js';
import { PasswordFileError } from './embedded-postgres.errors.js';
import { type Passwords, ROLES, type ServerRole } from './server-roles.js';
import type { ServerPlace } from './server-place.js';

const roles = Object.keys(ROLES) as ServerRole[];

/** Beside the data directory, which may belong to the account that runs the server; psql reads it as PGPASSFILE. */
export function passwordFileOf({ directory }: Pick<ServerPlace, 'directory'>): string {
  return `${directory}.pgpass`;
}

/**
 * The passwords of the server's roles, made where there are none yet. Processes that do this at the same time end up with
 * the same ones.
 *
 * @throws {PasswordFileError} when the file cannot be trusted or used
 */
export async function openPasswords(place: Pick<ServerPlace, 'directory'>): Promise<Passwords> {
  const file = passwordFileOf(place);
  try {
    return readPasswords(file) ?? (await makePasswords(file));
  } catch (error) {
    if (error instanceof PasswordFileError) throw error;
    const { message } = error as Error;
    throw new PasswordFileError(file, error instanceof OpenFileError ? `it ${message}.` : `${message}.`);
  }
}

/** Undefined when there is no file. */
function readPasswords(file: string): Passwords | undefined {
  const text = readClosedFile(file);
  return text === undefined ? undefined : parsePasswords(file, text);
}

/** Complete or not at all, and never over one that another process has made meanwhile. */
async function makePasswords(file: string): Promise<Passwords> {
  const aside = `${file}.${randomUUID()}`;
  await writeFile(aside, roles.map((role) => `${keyOf(role)}${randomBytes(24).toString('hex')}\n`).join(''), {
    flag: 'wx',
    mode: 0o600,
  });
  try {
    await link(aside, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await unlink(aside);
  }
  return readPasswords(file)!;
}

function parsePasswords(file: string, text: string): Passwords {
  const entries = roles.map((role) => {
    const line = text.split('\n').find((each) => each.startsWith(keyOf(role)));
    const password = line?.slice(keyOf(role).length).trim() ?? '';
    if (/^[0-9a-f]{48}$/.test(password)) return [role, password];
    throw new PasswordFileError(file, `it does not hold the password of ${ROLES[role]}.`);
  });
  return Object.fromEntries(entries) as Passwords;
}

/** How a line of a password file of PostgreSQL begins: host, any port, any database, role. */
function keyOf(role: ServerRole): string {
  return `127.0.0.1:*:*:${ROLES[role]}:`;
}
