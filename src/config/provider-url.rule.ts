/** What is wrong with an address of an identity provider. What comes from there decides who is an administrator. */
export function providerUrlProblem(url: unknown, isProduction: boolean): string | undefined {
  if (typeof url !== 'string' || !URL.canParse(url) || !/^https?:\/\//.test(url)) {
    return 'must be an address such as https://id.example.org/realms/school';
  }
  const { protocol, username, password, hash } = new URL(url);
  if (isProduction && protocol !== 'https:') return 'must begin with https:// in production';
  return username || password || hash ? 'must be an address without a user, a password and a #' : undefined;
}
