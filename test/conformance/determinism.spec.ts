import { cleanEnv, Spawned, script } from '../support/processes/spawned.js';

const outputs = async (env: NodeJS.ProcessEnv, ...args: string[]): Promise<string[]> => {
  const run = Spawned.run(
    process.execPath,
    [...script('test/support/engine/compute-rich-inputs.cli.ts'), ...args],
    cleanEnv(env),
  );
  expect([await run.end(), run.stderr]).toEqual([0, '']);
  return run.stdout.trimEnd().split('\n').sort();
};

describe('v1 of the five algorithms', () => {
  it('gives the same output to the byte in every time zone and locale, whatever ran before', async () => {
    const here = await outputs({ TZ: 'UTC', LANG: 'C' });
    const elsewhere = [
      await outputs({ TZ: 'America/New_York', LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8' }, 'backwards'),
      await outputs({ TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' }),
      await outputs({ TZ: 'Asia/Kolkata', LANG: 'sv_SE.UTF-8', LC_ALL: 'sv_SE.UTF-8' }, 'backwards'),
    ];

    expect(here.map((line) => line.split(' ')[0])).toEqual([
      'adaptive',
      'difficulty',
      'mastery',
      'mistakes',
      'revision',
    ]);
    for (const lines of elsewhere) expect(lines).toEqual(here);
  });
});
