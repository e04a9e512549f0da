import { readFileSync } from 'node:fs';
import { parseEnv as parseFile } from 'node:util';
import { Env } from '../../src/config/env.js';
import { parseEnv } from '../../src/config/load-env.js';

describe('.env.example', () => {
  const example = parseFile(readFileSync('.env.example', 'utf8'));

  it('lists exactly the variables that the code reads', () => {
    expect(Object.keys(example).sort()).toEqual(Object.keys(new Env()).sort());
  });

  it('shows the defaults', () => {
    expect(parseEnv(example)).toEqual(parseEnv({}));
  });
});
