import { databaseUrlProblem, parseDatabaseUrl } from 'learning-engine/cli';

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

/** What is wrong with the URL of the service's database. */
export function serviceUrlProblem(url: string | undefined, isProduction: boolean): string | undefined {
  if (url === undefined) return isProduction ? 'must be set in production' : undefined;
  const problem = databaseUrlProblem(url);
  if (!problem && isProduction && hasDefaultPassword(parseDatabaseUrl(url)!)) {
    return 'must not have a default password in production';
  }
  return problem;
}

/** What is wrong with the URL for migrations, beside the one of the service. */
export function ownerUrlProblem(
  url: string | undefined,
  serviceUrl: string | undefined,
  isProduction: boolean,
): string | undefined {
  if (url === undefined) return undefined;
  if (serviceUrl === undefined) return 'must not be set without DATABASE_URL';
  return serviceUrlProblem(url, isProduction);
}

/** The driver takes user and password from the query as well. No password at all is another way to authenticate. */
function hasDefaultPassword({ username, password, searchParams }: URL): boolean {
  const user = searchParams.get('user') || decodeURIComponent(username);
  const given = (searchParams.get('password') || decodeURIComponent(password)).toLowerCase();
  return given !== '' && (given === user.toLowerCase() || DEFAULT_PASSWORDS.includes(given));
}
