import { InvalidSettingError } from './embedded-postgres.errors.js';
import { isPassing, serverOptions } from './server-process.js';

describe(serverOptions, () => {
  it('writes settings as options of the server', () => {
    expect(serverOptions({ fsync: 'off', unix_socket_directories: '', 'pg_trgm.limit': '0.5' })).toBe(
      '-c fsync=off -c unix_socket_directories= -c pg_trgm.limit=0.5',
    );
  });

  it.each([
    ['fsync', 'off; id'],
    ['work_mem', '4 MB'],
    ['x', '$(id)'],
    ['x', '"'],
    ['x', "'"],
    ['x', 'on\n'],
    ['a b', '1'],
    ['-x', '1'],
  ])('rejects what a shell could read otherwise: %s=%j', (name, value) => {
    expect(() => serverOptions({ [name]: value })).toThrow(InvalidSettingError);
  });
});

describe(isPassing, () => {
  it.each([
    'LOG:  could not bind IPv4 address "127.0.0.1": Address already in use',
    'FATAL:  could not create any TCP/IP sockets',
    'FATAL:  lock file "postmaster.pid" already exists',
    'FATAL:  lock file "postmaster.pid" is empty',
    'FATAL:  pre-existing shared memory block (key 16452, ID 7) is still in use',
    'LOG:  database system is ready to accept connections\nLOG:  received fast shutdown request',
  ])('gives a start another chance after %s', (log) => {
    expect(isPassing(log)).toBe(true);
  });

  it.each([
    '',
    'FATAL:  data directory "/data" has invalid permissions',
    'FATAL:  unrecognized configuration parameter "fsyncc"',
    'FATAL:  could not create shared memory segment: No space left on device',
    'PANIC:  could not locate a valid checkpoint record at 0/14EBA60',
  ])('gives up after %s', (log) => {
    expect(isPassing(log)).toBe(false);
  });
});
