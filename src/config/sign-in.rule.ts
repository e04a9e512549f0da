import { isProduction } from './is-production.js';
import { originsProblem } from './origins.rule.js';
import { providerUrlProblem } from './provider-url.rule.js';

/** The variables of signing in to the admin app. */
interface SignInSettings {
  NODE_ENV: string;
  ADMIN_SIGN_IN_ISSUER?: string;
  ADMIN_SIGN_IN_CLIENT_ID?: string;
}

/** What is wrong with the provider that signs people in. */
export function signInIssuerProblem(issuer: unknown, env: SignInSettings): string | undefined {
  if (issuer !== undefined) return providerUrlProblem(issuer, isProduction(env));
  return env.ADMIN_SIGN_IN_CLIENT_ID === undefined ? undefined : 'must be set together with ADMIN_SIGN_IN_CLIENT_ID';
}

/** What is wrong with the id of the admin app at the provider. RFC 6749 lets all visible characters of ASCII, and blanks, stand in it. */
export function signInClientProblem(id: unknown, env: SignInSettings): string | undefined {
  if (id === undefined) {
    return env.ADMIN_SIGN_IN_ISSUER === undefined ? undefined : 'must be set together with ADMIN_SIGN_IN_ISSUER';
  }
  return typeof id === 'string' && /^[\x20-\x7e]{1,200}$/.test(id)
    ? undefined
    : 'must be 1 to 200 visible characters of ASCII: the id of a public client';
}

/** What is wrong with what the admin app asks the provider for. */
export function signInScopeProblem(scope: unknown, env: SignInSettings): string | undefined {
  if (scope === undefined) return undefined;
  if (env.ADMIN_SIGN_IN_ISSUER === undefined) return 'must be set together with ADMIN_SIGN_IN_ISSUER';
  return typeof scope === 'string' && scope.split(' ').includes('openid') && /^[\x21\x23-\x5b\x5d-\x7e ]+$/.test(scope)
    ? undefined
    : 'must be scopes separated by blanks, with openid among them';
}

/** What is wrong with the origins, beside the provider's own, that the pages of the admin app may send the tokens of people to. */
export function signInOriginsProblem(origins: readonly string[], env: SignInSettings): string | undefined {
  if (origins.length === 0) return undefined;
  if (env.ADMIN_SIGN_IN_ISSUER === undefined) return 'must be set together with ADMIN_SIGN_IN_ISSUER';
  if (origins.includes('*')) return 'must list the origins: no wildcard is allowed';
  if (isProduction(env) && !origins.every((origin) => origin.startsWith('https://'))) {
    return 'must begin with https:// in production';
  }
  return originsProblem(origins, isProduction(env));
}
