import { isIP } from 'node:net';

/** An address with the port of the client, as some proxies write it. */
const WITH_PORT = /^(?:(\d+\.\d+\.\d+\.\d+)|\[([^\]]+)\])(?::\d+)?$/;
const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/**
 * Whose address it is: an IPv4 address, or the network of 64 bits that a provider gives to one customer of IPv6.
 *
 * @returns undefined for what is no address
 */
export function networkOf(text: string): string | undefined {
  const [, four, six] = WITH_PORT.exec(text) ?? [];
  const address = (four ?? six ?? text).replace(MAPPED, '$1');
  if (isIP(address) === 4) return address;
  if (isIP(address) === 0) return undefined;
  const [head = '', tail] = address.replace(/%.*/, '').split('::');
  const groups = head.split(':').filter(Boolean);
  const isShortened = tail !== undefined;
  const network = isShortened ? [...groups, ...behind(tail, groups.length)] : groups;
  return network
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':');
}

/** The groups that `::` and what follows it stand for. */
function behind(tail: string, before: number): string[] {
  const groups = tail.split(':').filter(Boolean);
  const length = groups.length + (tail.includes('.') ? 1 : 0);
  return [...new Array<string>(8 - before - length).fill('0'), ...groups];
}
