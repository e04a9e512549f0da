import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { useStartSandbox } from '../support/processes/start-sandbox.js';

const entriesOf = (folder: string) => (existsSync(folder) ? readdirSync(folder) : []);

/** What has to be there, in an empty folder of data, while the first start is at it. */
const moments: [name: string, isNow: (data: string) => boolean][] = [
  ['initdb', (data) => entriesOf(data).some((name) => existsSync(join(data, name, 'global', 'pg_control')))],
  ['pg_ctl start', (data) => existsSync(join(data, 'postgres', 'postmaster.pid'))],
];

describe('the first start', () => {
  const { main, folder } = useStartSandbox();

  it.each(moments)('stops on Ctrl-C during %s, and leaves nothing running or half made', async (name, isNow) => {
    const data = join(folder(), name.replace(' ', '-'));
    const service = main({ DATA_DIR: data, LOG_LEVEL: 'debug' });
    while (!isNow(data)) await sleep(10);
    service.signalGroup('SIGINT');

    expect([await service.end(), service.stderr]).toEqual([0, '']);
    expect(service.stdout).not.toContain('Starting Nest application');
    expect(entriesOf(data)).toEqual(['postgres', 'postgres.pgpass']);
    expect(entriesOf(join(data, 'postgres'))).not.toContain('postmaster.pid');
  });
});
