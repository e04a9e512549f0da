import { type LookupAddress } from 'node:dns';
import { AddressNotAllowedError, checkReceiverUrl, guardedLookup, mayReach } from './receiver-address.js';

describe(mayReach, () => {
  const reaches = (address: string) =>
    (['public', 'private', 'loopback'] as const).filter((reach) => mayReach(address, reach));

  it.each(['8.8.8.8', '172.15.0.1', '172.32.0.1', '100.63.255.255', '2600::1', '2a00:1450:4001::1'])(
    'takes %s for public',
    (address) => {
      expect(reaches(address)).toEqual(['public', 'private']);
    },
  );

  it.each(['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1', 'fd12::1'])(
    'takes %s for private',
    (address) => {
      expect(reaches(address)).toEqual(['private']);
    },
  );

  it.each(['127.0.0.1', '127.9.9.9', '::1'])('takes %s for this machine', (address) => {
    expect(reaches(address)).toEqual(['private', 'loopback']);
  });

  it.each([
    ...[
      '0.0.0.0',
      '169.254.169.254',
      '192.0.0.1',
      '192.0.2.1',
      '198.18.0.1',
      '203.0.113.1',
      '224.0.0.1',
      '255.255.255.255',
    ],
    ...['::', 'fe80::1', 'ff02::1', '64:ff9b::a00:1', '2002:a00:1::', '2001::1', '2001:db8::1', '3fff::1', 'fec0::1'],
    ...['::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:8.8.8.8', '::7f00:1', 'not an address', ''],
  ])('lets nothing go to %s', (address) => {
    expect(reaches(address)).toEqual([]);
  });
});

describe(checkReceiverUrl, () => {
  it('answers the normal form', () => {
    expect(checkReceiverUrl('HTTPS://School.Example:443/a?b=c', []).href).toBe('https://school.example/a?b=c');
  });

  it('lets named hosts be private, and http:// stay on the machine', () => {
    const hosts = ['10.1.2.3', '127.0.0.1', '::1', 'hooks.school.internal'];
    for (const url of ['https://10.1.2.3/', 'http://127.0.0.1:1/', 'http://[::1]/', 'http://hooks.school.internal/']) {
      expect(checkReceiverUrl(url, hosts).href).toBe(url);
    }
    for (const url of ['http://10.1.2.3/', 'https://10.1.2.4/', 'http://localhost/']) {
      expect(() => checkReceiverUrl(url, hosts)).toThrow('url must');
    }
  });
});

describe(guardedLookup, () => {
  const answers = (resolve: () => Promise<LookupAddress[]>, all: boolean) =>
    new Promise<unknown>((done) => {
      guardedLookup(resolve, 'public')('school.example', { all }, (error, found) => done(error ?? found));
    });
  const [open, closed] = [
    { address: '93.184.215.14', family: 4 },
    { address: '10.0.0.1', family: 4 },
  ];

  it('answers what may be connected to alone', async () => {
    expect(await answers(() => Promise.resolve([closed, open]), true)).toEqual([open]);
    expect(await answers(() => Promise.resolve([closed, open]), false)).toBe(open.address);
  });

  it('checks a name at each connection: what leads elsewhere the next time is rejected', async () => {
    const records = [[open], [closed], [open]];
    const resolve = () => Promise.resolve(records.shift()!);
    expect(await answers(resolve, true)).toEqual([open]);
    expect(await answers(resolve, true)).toBeInstanceOf(AddressNotAllowedError);
    expect(await answers(resolve, true)).toEqual([open]);
  });

  it('tells why a name leads nowhere', async () => {
    const error = new Error('ENOTFOUND');
    expect(await answers(() => Promise.reject(error), true)).toBe(error);
    expect(await answers(() => Promise.resolve([]), true)).toBeInstanceOf(AddressNotAllowedError);
  });
});
