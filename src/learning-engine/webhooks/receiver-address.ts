import { type LookupAddress, type LookupOptions } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { InvalidArgumentError } from '../errors/input.errors.js';

/** Where a receiver may be: on the internet, in networks of one's own as well, or on this machine alone. */
export type Reach = 'public' | 'private' | 'loopback';

type Subnet = [net: string, prefix: number];

const listOf = (ipv4: Subnet[], ipv6: Subnet[]): BlockList => {
  const list = new BlockList();
  for (const [net, prefix] of ipv4) list.addSubnet(net, prefix, 'ipv4');
  for (const [net, prefix] of ipv6) list.addSubnet(net, prefix, 'ipv6');
  return list;
};

const LOOPBACK = listOf([['127.0.0.0', 8]], [['::1', 128]]);

const PRIVATE = listOf(
  [
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['172.16.0.0', 12],
    ['192.168.0.0', 16],
  ],
  [
    ['::1', 128],
    ['fc00::', 7],
  ],
);

/** https://www.iana.org/assignments/iana-ipv4-special-registry, and what is no address of one host. */
const SPECIAL_IPV4 = listOf(
  [
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.88.99.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 3],
  ],
  [],
);

/** Global unicast. IPv4 addresses written as IPv6, of NAT64 as well, are not in it. */
const GLOBAL_IPV6 = listOf([], [['2000::', 3]]);

/** https://www.iana.org/assignments/iana-ipv6-special-registry: within global unicast, and tunnels to any IPv4 address. */
const SPECIAL_IPV6 = listOf(
  [],
  [
    ['2001::', 23],
    ['2001:db8::', 32],
    ['2002::', 16],
    ['3fff::', 20],
  ],
);

/** Whether a webhook may be sent to an IP address. */
export function mayReach(address: string, reach: Reach): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  const type = family === 4 ? 'ipv4' : 'ipv6';
  if (/^::ffff:/i.test(address)) return false; // BlockList takes it for the IPv4 address
  if (reach === 'loopback') return LOOPBACK.check(address, type);
  if (reach === 'private' && PRIVATE.check(address, type)) return true;
  return family === 4
    ? !SPECIAL_IPV4.check(address, type)
    : GLOBAL_IPV6.check(address, type) && !SPECIAL_IPV6.check(address, type);
}

/** The host of a URL: IPv6 without its brackets. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

/** `http:` is for what does not leave the machine. */
export const reachOf = (url: URL, privateHosts: readonly string[]): Reach =>
  url.protocol === 'http:' ? 'loopback' : privateHosts.includes(hostOf(url)) ? 'private' : 'public';

const LONGEST = 2000;
const FORM = `must be an https:// URL of at most ${LONGEST} characters`;

/**
 * The URL of a receiver in its normal form, in which 2130706433 is 127.0.0.1. To what addresses its name leads is found out at each
 * connection: it may be another one each time.
 *
 * @param privateHosts names and addresses that may be private
 * @throws InvalidArgumentError
 */
export function checkReceiverUrl(given: unknown, privateHosts: readonly string[]): URL {
  if (typeof given !== 'string' || given.length > LONGEST || !URL.canParse(given)) {
    throw new InvalidArgumentError('url', FORM);
  }
  const url = new URL(given);
  const host = hostOf(url);
  const isNamed = privateHosts.includes(host);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isNamed)) {
    throw new InvalidArgumentError('url', `${FORM}; http:// is for loopback addresses of hosts that the settings name`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new InvalidArgumentError('url', 'must have no user and no password: requests are signed');
  }
  if (url.hash !== '') throw new InvalidArgumentError('url', 'must have no fragment');
  if (url.href.length > LONGEST) throw new InvalidArgumentError('url', FORM);
  if (isIP(host) !== 0 && !mayReach(host, reachOf(url, privateHosts))) {
    throw new InvalidArgumentError('url', 'must not lead to a private, loopback or reserved address');
  }
  return url;
}

/** No address of a name may be connected to. */
export class AddressNotAllowedError extends Error {
  readonly code = 'ADDRESS_NOT_ALLOWED';

  constructor() {
    super('The name leads to no address to which webhooks may be sent');
  }
}

/** Answers all addresses of a name, as `dns.lookup` does. */
export type Resolve = (name: string, options: LookupOptions & { all: true }) => Promise<LookupAddress[]>;

/**
 * The `lookup` of a connection: what it answers is what is connected to. So a name that leads elsewhere the next time is checked again,
 * and nothing is looked up between the check and the connection.
 */
export const guardedLookup =
  (resolve: Resolve, reach: Reach): LookupFunction =>
  (name, { all: wantsAll, ...options }, callback) => {
    const answer = async () => {
      const found = await resolve(name, { ...options, all: true });
      const allowed = found.filter(({ address }) => mayReach(address, reach));
      if (allowed.length === 0) throw new AddressNotAllowedError();
      return allowed;
    };
    answer().then(
      (allowed) => (wantsAll ? callback(null, allowed) : callback(null, allowed[0]!.address, allowed[0]!.family)),
      (error: Error) => callback(error, ''),
    );
  };
