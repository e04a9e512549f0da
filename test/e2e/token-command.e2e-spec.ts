import { randomBytes, randomUUID } from 'node:crypto';
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rename, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ecPair, jwkOf, useKeyFiles } from '../support/tokens/key-files.js';
import { goodEnv } from '../support/processes/production-env.js';
import { script } from '../support/processes/spawned.js';
import { useStartSandbox } from '../support/processes/start-sandbox.js';

const isRoot = process.getuid?.() === 0;

/** The command without npm, which takes longer to start. */
const TOKEN = [...script('src/cli/main.ts'), 'token'];

describe('npm run --silent token', () => {
  const { run, token, folder } = useStartSandbox();
  const { file } = useKeyFiles();

  const claimsOf = (jwt: string) =>
    JSON.parse(Buffer.from(jwt.split('.')[1]!, 'base64url').toString()) as Record<string, string & number>;

  it('prints a token and nothing else, with the claims asked for', async () => {
    const sub = randomUUID();
    const line = await token('--role', 'admin', '--sub', sub, '--ttl', '2h');

    expect(line).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    const claims = claimsOf(line);
    expect(claims).toMatchObject({ sub, role: 'admin', iss: 'learning-engine', aud: 'learning-engine' });
    expect(claims.exp! - claims.iat!).toBe(7200);
    expect(claims).not.toHaveProperty('group_ids');
    expect(claimsOf(await token('--role', 'reader', '--groups', '7a,7b'))).toMatchObject({ group_ids: ['7a', '7b'] });
  });

  it('makes the secret of a development folder once, for its owner alone', async () => {
    const file = join(folder(), 'data', 'jwt-secret');
    const before = await readFile(file, 'utf8');
    await token();

    expect(await readFile(file, 'utf8')).toBe(before);
    expect(before).toHaveLength(43);
    expect(((await stat(file)).mode & 0o777).toString(8)).toBe('600');
  });

  it('leaves no half-made secret behind when the disk is full', async () => {
    const DATA_DIR = join(folder(), 'full');
    const withoutRoom = ['-c', 'ulimit -f 0; exec "$@"', 'sh', process.execPath, ...TOKEN];
    const command = run('sh', withoutRoom, { DATA_DIR });

    expect(await command.end()).toBe(1);
    expect(command.stdout).toBe('');
    expect(command.stderr).toContain('EFBIG');
    expect(await readdir(DATA_DIR)).toEqual([]);
  });

  it.each(['', 'half of a secret'])('rejects a file with %j in place of a secret', async (content) => {
    const DATA_DIR = join(folder(), 'damaged');
    const file = join(DATA_DIR, 'jwt-secret');
    await mkdir(DATA_DIR, { recursive: true });
    await writeFile(file, content, { mode: 0o600 });
    const command = run(process.execPath, TOKEN, { DATA_DIR });

    expect(await command.end()).toBe(1);
    expect(command.stdout).toBe('');
    expect(command.stderr).toContain(`The secret in ${file} must be at least 32 bytes long. Delete it`);
    expect(command.stderr).toContain('JWT_SECRET');
    expect(await readFile(file, 'utf8')).toBe(content);
  });

  it.each<[string, (file: string) => Promise<void>]>([
    ['that others may read', (file) => chmod(file, 0o644)],
    [
      'that is a link',
      async (file) => {
        await rename(file, `${file}.there`);
        await symlink(`${file}.there`, file);
      },
    ],
    ...(isRoot
      ? [['of another account', (file: string) => chown(file, 1, 1)] as [string, (file: string) => Promise<void>]]
      : []),
  ])('rejects a secret %s', async (_what, change) => {
    const DATA_DIR = await mkdtemp(join(folder(), 'open-'));
    const file = join(DATA_DIR, 'jwt-secret');
    await writeFile(file, randomBytes(32).toString('base64url'), { mode: 0o600 });
    await change(file);
    const command = run(process.execPath, TOKEN, { DATA_DIR });

    expect(await command.end()).toBe(1);
    expect(command.stdout).toBe('');
    expect(command.stderr).toMatch(/^The secret in .*jwt-secret must (not )?be a .*Delete it, or set JWT_SECRET/);
  });

  it.each([
    [2, ['--ttl', 'soon'], {}, '--ttl must be a number with a unit'],
    [2, ['--rôle', 'admin'], {}, "Unknown option '--rôle'"],
    [2, ['--ttl', '25h'], {}, '--ttl must be at most 86400s'],
    [2, ['--ttl', '2h'], { JWT_MAX_LIFETIME: '1h' }, '--ttl must be at most 3600s'],
    [1, [], { JWT_JWKS_FILE: file({ keys: [jwkOf(ecPair().publicKey)] }) }, 'signed with the private key'],
    [1, [], goodEnv, 'development'],
  ])('rejects with exit code %i: %j %j', async (code, args, more, message) => {
    const command = run(process.execPath, [...TOKEN, ...args], more);

    expect(await command.end()).toBe(code);
    expect(command.stdout).toBe('');
    expect(command.stderr).toContain(message);
  });
});
