import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signToken } from '../../../src/auth/sign-token.js';
import { parseEnv } from '../../../src/config/load-env.js';
import { type InfoResponse } from 'learning-engine/http';
import { cleanEnv, SERVICE, Spawned } from './spawned.js';
import { someUser } from '../http/use-service.js';

/** What the service prints when it is up. */
export const INFO_URL = /Active versions +(http:\S+)/;

/** A folder of its own for the data of the commands that the tests of one file run; all of it is gone afterwards. */
export function useStartSandbox() {
  const started: Spawned[] = [];
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'learning-engine-start-'));
    await chmod(folder, 0o711); // as root, the embedded server runs as another account, which has to get in
  });
  afterAll(async () => {
    for (const command of started) command.signalGroup('SIGTERM');
    await Promise.all(started.map((command) => command.end()));
    await rm(folder, { recursive: true, force: true });
  });

  const run = (command: string, args: string[], more?: NodeJS.ProcessEnv) => {
    const env = cleanEnv({ PORT: '0', DATA_DIR: join(folder, 'data'), ...more });
    const spawned = Spawned.run(command, args, env);
    started.push(spawned);
    return spawned;
  };
  return {
    run,
    folder: () => folder,
    /** The service, without npm. */
    main: (more?: NodeJS.ProcessEnv) => run(process.execPath, SERVICE, more),
    /** What the token command prints. */
    token: async (...args: string[]) => {
      const command = run('npm', ['run', '--silent', 'token', '--', ...args]);
      expect(await command.end()).toBe(0);
      return command.stdout;
    },
    /** The body of the info route. */
    info: async (url: string) => {
      const jwt = signToken(parseEnv({ NODE_ENV: 'test', DATA_DIR: join(folder, 'data') }), someUser, 60);
      const response = await fetch(url, { headers: { Authorization: `Bearer ${jwt}` } });
      expect(response.status).toBe(200);
      return (await response.json()) as InfoResponse;
    },
    isServerUp: () => existsSync(join(folder, 'data', 'postgres', 'postmaster.pid')),
  };
}
