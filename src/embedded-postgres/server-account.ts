import { ServerAccountError } from './embedded-postgres.errors.js';
import { runBinary } from './run-binary.js';

/** An ordinary account that PostgreSQL runs as when we are root. */
export interface ServerAccount {
  name: string;
  uid: number;
  gid: number;
}

/** Not `postgres`: where it exists, it belongs to another server of this machine. */
const CANDIDATES = ['nobody'];

/**
 * The account to run PostgreSQL as: our own (`undefined`), or for root, which PostgreSQL refuses, an account that
 * exists. Accounts are never made: that is the administrator's business.
 *
 * @throws {ServerAccountError} when we are root and there is no such account
 */
export async function findServerAccount(): Promise<ServerAccount | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of CANDIDATES) {
    const account = await findAccount(name);
    if (account) return account;
  }
  throw new ServerAccountError(CANDIDATES);
}

/** An account other than root, if there is one of that name. */
export async function findAccount(name: string): Promise<ServerAccount | undefined> {
  const [uid, gid] = [await idOf('-u', name), await idOf('-g', name)];
  return uid !== undefined && gid !== undefined && uid !== 0 ? { name, uid, gid } : undefined;
}

/** The name of a user id, or the id itself where it has no name. */
export async function accountName(uid: number | undefined): Promise<string> {
  const { ok, output } = await runBinary('id', ['-un', String(uid)]);
  return ok ? output.trim() : `uid ${uid}`;
}

async function idOf(flag: string, name: string): Promise<number | undefined> {
  const { ok, output } = await runBinary('id', [flag, name]);
  // Node takes ids as 32-bit signed numbers, and the `nobody` of macOS is 4294967294.
  return ok && /^\d+\s*$/.test(output) ? Number(output) | 0 : undefined;
}
