/** Passwords that are tried first by whoever finds a database. */
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

/** What is wrong with the URL of a database. */
export function databaseUrlProblem(url: unknown, isProduction: boolean): string | undefined {
  if (url === undefined) return isProduction ? 'must be set in production' : undefined;
  if (!isDatabaseUrl(url)) {
    return 'must be a URL such as postgres://user:password@host:5432/database, with special characters of the password percent-encoded';
  }
  if (isProduction && hasDefaultPassword(url)) return 'must not have a default password in production';
  return undefined;
}

/** What is wrong with the URL for migrations, beside the one of the service. */
export function ownerUrlProblem(url: unknown, serviceUrl: unknown, isProduction: boolean): string | undefined {
  if (url === undefined) return undefined;
  if (serviceUrl === undefined) return 'must not be set without DATABASE_URL';
  return databaseUrlProblem(url, isProduction);
}

/** What the database driver understands too. An unescaped @ or # in a password moves the limits between the parts. */
function isDatabaseUrl(value: unknown): value is string {
  if (typeof value !== 'string' || !/^postgres(ql)?:\/\/\S+$/.test(value) || !URL.canParse(value)) return false;
  const { username, password, pathname, hash } = new URL(value);
  try {
    decodeURIComponent(username + password + pathname);
  } catch {
    return false;
  }
  return hash === '' && !pathname.includes('@');
}

/** The driver takes user and password from the query as well. No password at all is another way to authenticate. */
function hasDefaultPassword(url: string): boolean {
  const { username, password, searchParams } = new URL(url);
  const user = searchParams.get('user') || decodeURIComponent(username);
  const given = (searchParams.get('password') || decodeURIComponent(password)).toLowerCase();
  return given !== '' && (given === user.toLowerCase() || DEFAULT_PASSWORDS.includes(given));
}
