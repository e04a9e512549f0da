/** The form that is asked for. */
export const URL_FORM = 'postgres://user:password@host:5432/database';

/**
 * The parts of a connection URL as the driver reads them; undefined for what is no URL. A URL without a host is one where the
 * parameter `host`, or the driver's default, takes its place; URLs in general have none with a user and without a host.
 */
export function parseDatabaseUrl(url: string): URL | undefined {
  for (const text of [url, url.replace('@/', `@${NO_HOST}/`)]) if (URL.canParse(text)) return new URL(text);
  return undefined;
}

const NO_HOST = 'no-host';

/** Host, port and database, for people. */
export function placeOf(url: string): string {
  const parts = parseDatabaseUrl(url);
  if (!parts) return 'DATABASE_URL';
  const { hostname, port, pathname, searchParams } = parts;
  const host = searchParams.get('host') ?? decodeURIComponent(hostname === NO_HOST ? '' : hostname);
  return `${host}${port && `:${port}`}${pathname}`;
}
