import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cleanEnv } from './spawned.js';

/** How long a machine with other work may take to install an app. */
export const INSTALLING_MS = 900_000;

/** The packed engine; see hosts.global-setup.mjs. */
export const packedEngine = (): string => process.env.PACKED_ENGINE!;

/** The packed pages of the admin app. */
export const packedAdmin = (): string => process.env.PACKED_ADMIN!;

/** How this machine gets to the registry. */
const network = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => /^(NODE_EXTRA_CA_CERTS|(HTTPS?|NO)_PROXY)$/i.test(name)),
);

/** As in the terminal of a developer: without what `npm run` adds, and without questions, advertisements and audits. */
const developersEnv = (given: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  cleanEnv({
    ...network,
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_prefer_offline: 'true',
    npm_config_ignore_scripts: 'true',
    NO_COLOR: '1',
    ...given,
  });

/** What the program in `test/hosts/http` is answered, by the routes of the engine and by its own. */
export const httpAnswers = {
  stranger: [401, 'A valid bearer token is required.'],
  info: [200, 'ok'],
  forbidden: [403, 'The token does not permit this.'],
  activated: [200, 'ok'],
  computed: [201, 'ok'],
  own: [404, 'no notes yet'],
  activations: 1,
};

/** An empty folder, far from the packages of this project; gone after the file's tests. */
export function useHostFolder() {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'learning-engine-host-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  return {
    path: (...names: string[]) => join(folder, ...names),
    read: (file: string) => readFileSync(join(folder, file), 'utf8'),
    /** Puts a host of `test/hosts` there. */
    copy: (host: string, to: string) => cp(join('test', 'hosts', host), join(folder, to), { recursive: true }),
    /** What a command line prints; rejects with all of it where the command fails. */
    run: async (command: string, { cwd = '.', env = {} }: { cwd?: string; env?: NodeJS.ProcessEnv } = {}) => {
      try {
        const options = { cwd: join(folder, cwd), env: developersEnv(env), maxBuffer: 64 * 1024 * 1024 };
        return (await promisify(execFile)('bash', ['-eo', 'pipefail', '-c', command], options)).stdout;
      } catch (error) {
        const { stdout, stderr } = error as { stdout: string; stderr: string };
        throw new Error(`${command}\n${stdout}\n${stderr}`, { cause: error });
      }
    },
  };
}
