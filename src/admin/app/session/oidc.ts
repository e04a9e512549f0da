import type { UserManager } from 'oidc-client-ts';
import { settings } from '../settings';
import { storeToken } from './token';

const pageAddress = (): string => `${location.origin}${location.pathname}`;

/** Loaded when it is needed: most pages load without signing in. */
async function manager(): Promise<UserManager> {
  const { UserManager, WebStorageStateStore } = await import('oidc-client-ts');
  const { issuer, clientId, scope } = settings.signIn!;
  return new UserManager({
    authority: issuer,
    client_id: clientId,
    redirect_uri: pageAddress(),
    post_logout_redirect_uri: pageAddress(),
    scope: scope ?? 'openid',
    userStore: new WebStorageStateStore({ store: sessionStorage }),
    stateStore: new WebStorageStateStore({ store: sessionStorage }),
    automaticSilentRenew: false,
    loadUserInfo: false,
  });
}

/** Goes to the provider, which leads back to the same page of the app. */
export const signIn = async (): Promise<void> => (await manager()).signinRedirect({ state: location.hash });

/** Whether the address says that the provider has led back. */
export const isReturning = (): boolean =>
  settings.signIn !== undefined && /[?&](code|error)=/.test(location.search) && location.search.includes('state=');

/** Takes the token that the provider gives for the code in the address, and goes back to the page where the sign-in began. */
export async function finishSignIn(): Promise<void> {
  const back = location.pathname;
  try {
    const user = await (await manager()).signinRedirectCallback();
    storeToken(user.access_token);
    history.replaceState(null, '', `${back}${typeof user.state === 'string' ? user.state : ''}`);
  } catch (error) {
    history.replaceState(null, '', back);
    throw error;
  }
}
