import { parametersProblem } from './database-url-parameters.js';

/** The form that is asked for. */
const URL_FORM = 'postgres://user:password@host:5432/database';

/** Other ways to write a connection, as manuals show them, and what to write in their place. */
const OTHER_FORMS: readonly [form: RegExp, problem: string][] = [
  [/^jdbc:/i, `must not begin with jdbc:, and has user and password in the URL: ${URL_FORM}`],
  [/^postgres(ql)?\+\w+:/i, `must not name a driver before the URL: ${URL_FORM}`],
  [/^\s*\w+\s*=/, `must be a URL in place of pairs such as host=…: ${URL_FORM}`],
  [/^(\/|socket:)/i, 'must be a URL, for a socket postgres://user@/database?host=/folder/of/the/socket'],
  [/^(?!postgres(ql)?:\/\/)/, `must be a URL such as ${URL_FORM}`],
  [/[\s\p{Cc}]/u, 'must not have blanks: %20 is one in a URL'],
  [/#/, 'must have a # of the password percent-encoded, as %23'],
  [/%(?![0-9a-f]{2})/i, 'must have a % of the password percent-encoded, as %25'],
  [
    /^\w+:\/\/(?:[^/?]*@)?[^@/?,]*,[^@/?]*(?:[/?]|$)/,
    'must name one host: only one is tried. Name what leads to the primary, such as a proxy or a DNS name',
  ],
];

const SPECIAL = 'with special characters of the password percent-encoded (@ is %40, / is %2F, ? is %3F)';

/** What is wrong with the URL of a database, as a sentence that follows the name of what holds it; without any of its values. */
export function databaseUrlProblem(url: string): string | undefined {
  return formProblem(url) ?? parametersProblem(parseDatabaseUrl(url)!.searchParams);
}

function formProblem(url: string): string | undefined {
  const other = OTHER_FORMS.find(([form]) => form.test(url));
  if (other) return other[1];
  const parts = parseDatabaseUrl(url);
  // An unescaped @, / or ? in a password moves the limits between the parts.
  if (!parts || /@/.test(parts.pathname + parts.search)) return `must be a URL such as ${URL_FORM}, ${SPECIAL}`;
  try {
    decodeURIComponent(parts.username + parts.password + parts.hostname + parts.search);
    // The driver decodes a name of a database by other rules, and would look for another one.
    const isSame = decodeURI(parts.pathname) === decodeURIComponent(parts.pathname);
    return isSame ? undefined : 'must name a database without characters that a URL reserves';
  } catch {
    return 'must be percent-encoded UTF-8';
  }
}

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
  return `${host || process.env.PGHOST || 'localhost'}${port && `:${port}`}${pathname}`;
}
