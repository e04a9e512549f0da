import { isIP } from 'node:net';

/** What is wrong with a list of addresses and networks of proxies. */
export const trustedProxiesProblem = (networks: readonly string[]): string | undefined =>
  networks.every(isNetwork)
    ? undefined
    : 'must be addresses or networks of proxies such as 10.0.0.7 or 10.1.0.0/16, separated by commas';

/** A network of all addresses would let every client say which one it has. */
function isNetwork(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  const bits = { 0: 0, 4: 32, 6: 128 }[isIP(address)]!;
  if (bits === 0 || address.includes('%') || rest.length > 0) return false;
  return prefix === undefined || (/^[1-9]\d{0,2}$/.test(prefix) && Number(prefix) <= bits);
}
