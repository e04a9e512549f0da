import { renewToken } from './oidc';
import { renewalTime, storedToken } from './token';

/** A provider that did not renew a token is asked again after this time. */
const RETRY_MS = 10_000;

/**
 * Sends a request with the token of this tab: renewed at the provider when it ends soon, where the provider lets that be done. Where
 * the service no longer accepts the token, the request waits for the person to sign in again, and is sent once more: it was not done.
 */
export async function authorizedFetch(request: Request): Promise<Response> {
  if (request.headers.has('Authorization')) return fetch(request);
  await renewWhenDue();
  const token = storedToken();
  if (token === null) return fetch(request);
  const response = await fetch(withToken(request.clone(), token));
  return response.status === 401 && (await isReplaced(token))
    ? fetch(withToken(request, storedToken() ?? ''))
    : response;
}

function withToken(request: Request, token: string): Request {
  request.headers.set('Authorization', `Bearer ${token}`);
  return request;
}

/** Whether there is another token in place of one that was refused. */
async function isReplaced(token: string): Promise<boolean> {
  const isOther = () => storedToken() !== null && storedToken() !== token;
  if (isOther()) return true; // while the request was on its way
  if (renewalTime() !== undefined) await renewed();
  return isOther() || ((await signInAgain(true)) && isOther());
}

let renewing: Promise<void> | undefined;

/** Renews the token once for all requests that wait. A failure leaves it as it is: it may be good for a while. */
const renewed = (): Promise<void> =>
  (renewing ??= renewToken().then(
    () => {
      renewing = undefined;
    },
    () => {
      setTimeout(() => (renewing = undefined), RETRY_MS);
    },
  ));

/** Renews the token where that is due. */
export async function renewWhenDue(): Promise<void> {
  if ((renewalTime() ?? Infinity) <= Date.now()) await renewed();
}

/** @param hasEnded whether the service has refused the token; otherwise the person may do it later */
type Ask = (hasEnded: boolean) => Promise<boolean>;

let ask: Ask | undefined;
let asked: Promise<boolean> | undefined;

/**
 * Says how a person is asked to sign in again, without leaving the page.
 *
 * @param how resolves to whether they did
 * @returns takes that back
 */
export function askBy(how: Ask): () => void {
  ask = how;
  return () => (ask = undefined);
}

/** Asks the person to sign in again, once for all requests that wait. Resolves to false where there is none to ask, or they do not. */
export const signInAgain = (hasEnded: boolean): Promise<boolean> =>
  (asked ??= (ask?.(hasEnded) ?? Promise.resolve(false)).finally(() => (asked = undefined)));
