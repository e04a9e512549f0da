import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openPasswords } from './password-file.js';
import { binaryPath } from './platform-binaries.js';
import { runBinary } from './run-binary.js';
import { scramVerifier } from './scram-verifier.js';
import { ROLES, type ServerRole } from './server-roles.js';
import type { ServerPlace } from './server-place.js';

const HBA = `# Written at every start of the embedded server: what is changed here is lost.
# TYPE  DATABASE  USER  ADDRESS       METHOD
host    all       all   127.0.0.1/32  scram-sha-256
`;

/** What a role is, apart from its password: whatever an earlier start or another account made of it. */
const ATTRIBUTES: Readonly<Record<ServerRole, string>> = {
  superuser: 'SUPERUSER',
  owner: 'NOSUPERUSER CREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS',
  service: 'NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS',
};

/**
 * Makes the cluster reject connections without one of the passwords beside it, before a server runs over it: with
 * no network, so that there is no moment at which it is open. What an earlier start left, open to all or with other
 * passwords, does not matter.
 *
 * @returns what the programs said, when it did not work
 */
export async function protectCluster(place: ServerPlace, durable: boolean): Promise<string | undefined> {
  const { directory, account, installation } = place;
  const passwords = await openPasswords(place);
  const wasOpen = /^\s*(local|host\w*)\s.*\btrust\b/m.test(await currentRules(directory));
  try {
    await replaceRules(place);
  } catch (error) {
    return (error as Error).message; // no space is left, for example
  }
  const statements = [
    ...(wasOpen ? [FORGET_PASSWORDS] : []),
    ...(Object.keys(ROLES) as ServerRole[]).flatMap((role) => [
      createRole(ROLES[role]),
      `ALTER ROLE ${ROLES[role]} LOGIN ${ATTRIBUTES[role]} PASSWORD '${scramVerifier(passwords[role])}' VALID UNTIL 'infinity'`,
    ]),
    LEAVE_ROLES,
  ];
  const { ok, output } = await runBinary(
    binaryPath(installation.root, 'postgres'),
    ['--single', ...(durable ? [] : ['-F']), '-D', directory, 'postgres'],
    { account, cwd: directory, input: statements.map((statement) => `${statement}\n`).join('') },
  );
  return ok && !/^.*\b(ERROR|FATAL|PANIC): /m.test(output) ? undefined : output;
}

const createRole = (role: string) =>
  `DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}') THEN CREATE ROLE ${role}; END IF; END $$`;

/** While all were let in without one, any account of this machine could have set them. */
const FORGET_PASSWORDS = `DO $$ DECLARE role name; BEGIN FOR role IN SELECT rolname FROM pg_authid WHERE rolpassword IS NOT NULL LOOP EXECUTE format('ALTER ROLE %I PASSWORD NULL', role); END LOOP; END $$`;

/** As a member of another role, one that is no superuser may be as mighty. */
const LEAVE_ROLES = `DO $$ DECLARE statement text; BEGIN FOR statement IN SELECT format('REVOKE %I FROM %I GRANTED BY %I CASCADE', pg_get_userbyid(roleid), pg_get_userbyid(member), pg_get_userbyid(grantor)) FROM pg_auth_members WHERE pg_get_userbyid(member) IN ('${ROLES.owner}', '${ROLES.service}') LOOP EXECUTE statement; END LOOP; END $$`;

function currentRules(directory: string): Promise<string> {
  return readFile(join(directory, 'pg_hba.conf'), 'utf8').catch(() => '');
}

/** Through a new file: the directory may belong to another account, and a link there could lead anywhere. */
async function replaceRules({ directory, account }: ServerPlace): Promise<void> {
  const file = join(directory, 'pg_hba.conf');
  const aside = `${file}.${randomUUID()}`;
  const handle = await open(aside, 'wx', 0o600);
  try {
    await handle.writeFile(HBA);
    if (account) await handle.chown(account.uid, account.gid);
    await rename(aside, file);
  } finally {
    await handle.close();
    await rm(aside, { force: true });
  }
}
