import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { processState } from './process-state.js';

describe(processState, () => {
  it('tells a process that is not there', async () => {
    const child = spawn(process.execPath, ['--version']);
    await once(child, 'exit');
    expect(await processState(child.pid!)).toEqual({ is: 'gone' });
  });

  it('tells a process that is no server', async () => {
    expect(await processState(process.pid)).toEqual({ is: 'other' });
  });
});
