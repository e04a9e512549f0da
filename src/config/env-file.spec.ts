import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvFile } from './env-file.js';
import { type InvalidEnvError } from './invalid-env.error.js';

const NAMES = ['PORT', 'HOST', 'DATABASE_URL', 'JWT_SECRET', 'JWT_ISSUER', 'LOG_LEVEL'];

describe(readEnvFile.name, () => {
  const folder = mkdtempSync(join(tmpdir(), 'learning-engine-env-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const path = join(folder, '.env');
  const read = (content: string | Buffer) => {
    writeFileSync(path, content);
    return readEnvFile(path, NAMES);
  };
  const problemsOf = (content: string | Buffer): Record<string, string> => {
    try {
      return { accepted: JSON.stringify(read(content)) };
    } catch (error) {
      const { problems } = error as InvalidEnvError;
      return Object.fromEntries(Object.entries(problems).map(([name, text]) => [name.replace(path, '.env'), text]));
    }
  };

  it.each([
    ['a value', 'PORT=1', '1'],
    ['a byte order mark', '\ufeffPORT=1', '1'],
    ['a byte order mark before a later line', 'HOST=a\n\ufeffPORT=1', '1'],
    ['line breaks of Windows', 'HOST=a\r\nPORT=1\r\n', '1'],
    ['blanks around it', ' PORT = 1 \n', '1'],
    ['export', 'export PORT=1', '1'],
    ['comments and empty lines', '# PORT=2\n\n \t\nPORT=1 # of the proxy\n', '1'],
    ['no value', 'PORT=', ''],
    ['no value and a comment', 'PORT= # of the proxy', ''],
    ['double quotes', 'PORT="a #b\\nc" # d', 'a #b\nc'],
    ['single quotes', "PORT='a\\n${b}#\"c'", 'a\\n${b}#"c'],
    ['backticks', 'PORT=`a\'b"c`', 'a\'b"c'],
    ['an equals sign and a quote in it', 'PORT=a=b"c', 'a=b"c'],
    ['a dollar sign in it', 'PORT=a$b', 'a$b'],
  ])('reads %s', (_name, content, value) => {
    expect(read(content).PORT).toBe(value);
  });

  it('reads nothing where there is no file', () => {
    expect(readEnvFile(join(folder, 'none'), NAMES)).toEqual({});
  });

  it('leaves variables of other programs alone', () => {
    const others = [
      'POSTGRES_PASSWORD',
      'TEST_DATABASE_URL',
      'HOSTNAME',
      'HOME',
      'SORT',
      'COMPOSE_PROJECT_NAME',
      'a.b-c',
    ];
    expect(Object.keys(read(others.map((name) => `${name}=x\n`).join('')))).toEqual(others);
  });

  it.each([
    ['UTF-16 as PowerShell writes it', Buffer.from('\ufeffPORT=1\n', 'utf16le'), /UTF-16: save it as UTF-8/],
    ['UTF-16 of the other order', Buffer.from('\ufeffPORT=1\n', 'utf16le').swap16(), /UTF-16: save it as UTF-8/],
    ['UTF-16 without a mark', Buffer.from('PORT=1\n', 'utf16le'), /NUL/],
    ['a NUL', 'PORT=1\0', /NUL/],
    ['Latin-1', Buffer.from('JWT_ISSUER=Universität', 'latin1'), /UTF-8/],
  ])('rejects %s', (_name, content, problem) => {
    expect(problemsOf(content)).toEqual({ '.env': expect.stringMatching(problem) as string });
  });

  it('rejects a file that is there and cannot be read', () => {
    const link = join(folder, 'link');
    symlinkSync(join(folder, 'none'), link);
    expect(() => readEnvFile(link, NAMES)).toThrow('it cannot be read (ENOENT)');
    expect(() => readEnvFile(folder, NAMES)).toThrow('it cannot be read (EISDIR)');
  });

  it.each([
    ['a # in a secret', 'JWT_SECRET=abcdef#XYZ', /quotes around a value with #/],
    ['a # after a blank in a secret', 'JWT_SECRET=abcdef #XYZ', /quotes around a value with #/],
    ['a # at its begin', 'JWT_SECRET=#abcdef', /quotes around a value with #/],
    ['a place for another variable', 'DATABASE_URL=postgres://${USER}@db/x', /single quotes/],
    ['a quote without end', 'JWT_SECRET="abc\nHOST="x"', /end the quote/],
    ['text after a quote', "JWT_SECRET='abc'def", /nothing but a comment/],
    ['an escaped quote', 'JWT_SECRET="abc\\"def"', /nothing but a comment/],
    ['a name alone', 'JWT_SECRET', /NAME=value/],
    ['export alone', 'export JWT_SECRET', /NAME=value/],
    ['YAML', 'JWT_SECRET: abcdef', /NAME=value/],
    ['a name that is none', '1JWT=abcdef', /NAME=value/],
    ['a variable again', 'HOST=abcdef', /HOST again/],
  ])('rejects %s by its line', (_name, line, problem) => {
    expect(problemsOf(`HOST=x\n${line}\nLOG_LEVEL=info\n`)['.env, line 2,']).toMatch(problem);
    expect(JSON.stringify(problemsOf(`HOST=x\n${line}\n`))).not.toMatch(/abc|def/);
  });

  it.each([
    ['JWT_SECRETS', 'JWT_SECRET'],
    ['jwt_secret', 'JWT_SECRET'],
    ['DATBASE_URL', 'DATABASE_URL'],
    ['DATABASE_ULR', 'DATABASE_URL'],
    ['DATABASEURL', 'DATABASE_URL'],
    ['PROT', 'PORT'],
    ['Port', 'PORT'],
    ['LOGLEVEL', 'LOG_LEVEL'],
  ])('rejects %s, and asks whether it is %s', (name, meant) => {
    expect(problemsOf(`${name}=x`)['.env, line 1,']).toContain(`must not set ${name}`);
    expect(problemsOf(`${name}=x`)['.env, line 1,']).toContain(`Did you mean ${meant}?`);
  });

  it('names all bad lines at once', () => {
    expect(Object.keys(problemsOf('a\nPORT=1\nb\nHOST=a#b'))).toEqual([
      '.env, line 1,',
      '.env, line 3,',
      '.env, line 4,',
    ]);
  });
});
