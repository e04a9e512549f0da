import { Env } from '../../src/config/env.js';
import { readEnvFile } from '../../src/config/env-file.js';
import { parseEnv } from '../../src/config/load-env.js';

describe('.env.example', () => {
  const names = Object.keys(new Env());
  const example = readEnvFile('.env.example', names);

  it('lists exactly the variables that the code reads', () => {
    expect(Object.keys(example).sort()).toEqual(names.sort());
  });

  it('shows the defaults', () => {
    expect(parseEnv({ ...example, NODE_ENV: 'test' })).toEqual(parseEnv({ NODE_ENV: 'test' }));
  });
});
