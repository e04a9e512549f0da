import { parametersProblem } from './database-url-parameters.rule.js';
import { parseDatabaseUrl, URL_FORM } from './database-url.js';

/** Passwords that attackers try first. */
const DEFAULT_PASSWORDS = [
  'admin',
  'change-me',
  'change_me',
  'changeme',
  'default',
  'example',
  'pass',
  'password',
  'postgres',
  'root',
  'secret',
  'test',
];

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

/** What is wrong with the URL of a database. */
export function databaseUrlProblem(url: string | undefined, isProduction: boolean): string | undefined {
  if (url === undefined) return isProduction ? 'must be set in production' : undefined;
  const problem = formProblem(url);
  if (problem) return problem;
  const parts = parseDatabaseUrl(url)!;
  if (isProduction && hasDefaultPassword(parts)) return 'must not have a default password in production';
  return parametersProblem(parts.searchParams);
}

/** What is wrong with the URL for migrations, beside the one of the service. */
export function ownerUrlProblem(
  url: string | undefined,
  serviceUrl: string | undefined,
  isProduction: boolean,
): string | undefined {
  if (url === undefined) return undefined;
  if (serviceUrl === undefined) return 'must not be set without DATABASE_URL';
  return databaseUrlProblem(url, isProduction);
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

/** The driver takes user and password from the query as well. No password at all is another way to authenticate. */
function hasDefaultPassword({ username, password, searchParams }: URL): boolean {
  const user = searchParams.get('user') || decodeURIComponent(username);
  const given = (searchParams.get('password') || decodeURIComponent(password)).toLowerCase();
  return given !== '' && (given === user.toLowerCase() || DEFAULT_PASSWORDS.includes(given));
}
