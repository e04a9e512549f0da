import { Center, Loader } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import { api, client, type Schemas } from '../api/client';
import { Problem } from '../api/problem';
import { text } from '../strings';
import { askBy } from './authorized-fetch';
import { finishSignIn, isReturning, signOutAtProvider } from './oidc';
import { SignIn } from './sign-in';
import { SignInAgain } from './sign-in-again';
import { forgetToken, storedToken, storeToken } from './token';
import { useNoEscape } from './use-no-escape';

export type Caller = Schemas['CallerResponse'];

interface SignedIn extends Caller {
  signOut: () => void;
}

const CallerContext = createContext<SignedIn | undefined>(undefined);

/** Who is signed in. */
export const useCaller = (): SignedIn => useContext(CallerContext)!;

/** Whether who is signed in may what needs the role. The API has the last word. */
export const useMay = (role: 'reader' | 'service' | 'admin'): boolean => {
  const rank = ['user', 'reader', 'service', 'admin'];
  return rank.indexOf(useCaller().role) >= rank.indexOf(role);
};

/** Whether the app has a group of routes: what is not there is not shown. */
export const useHas = (routes: Caller['routes'][number]): boolean => useCaller().routes.includes(routes);

/** Shows the app to who is signed in, and a sign-in to everyone else. The address stays. */
export function Session({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const [token, setToken] = useState(storedToken);
  const [failure, setFailure] = useState<string>();
  const [returning, setReturning] = useState(isReturning);
  /** Whether a person has just given the token, and the service has not judged it yet. */
  const isNew = useRef(false);
  /** While the person is asked to sign in again. */
  const [asked, setAsked] = useState<{ hasEnded: boolean; answer: (isSignedIn: boolean) => void }>();
  const { data, error } = api.useQuery('get', '/v1/learning/me', {}, { enabled: token !== null && !returning });

  useEffect(() => {
    if (!returning) return;
    finishSignIn()
      .then(() => setToken(storedToken()))
      .catch((reason: Error) => setFailure(`${text.session.failed} ${reason.message}`))
      .finally(() => setReturning(false));
    // Once: the code in the address is good for one exchange.
  }, []);

  useNoEscape(asked !== undefined);

  const isIn = data !== undefined && data.role !== 'user';
  useEffect(
    () => (isIn ? askBy((hasEnded) => new Promise((answer) => setAsked({ hasEnded, answer }))) : undefined),
    [isIn],
  );

  const endAsking = (isSignedIn: boolean) => {
    setAsked(undefined);
    asked?.answer(isSignedIn);
  };

  const leave = (why?: string) => {
    endAsking(false);
    forgetToken();
    setToken(null);
    setFailure(why);
    queries.clear();
  };

  useEffect(
    () =>
      queries.getQueryCache().subscribe(({ query }) => {
        const refused: unknown = query.state.error;
        if (!isIn && refused instanceof Problem && refused.status === 401 && storedToken()) {
          leave(isNew.current ? text.session.refused : text.session.expired);
        }
      }),
    [queries, isIn],
  );

  useEffect(() => {
    if (data) isNew.current = false;
  }, [data]);

  const use = (given: string) => {
    isNew.current = true;
    storeToken(given);
    setFailure(undefined);
    setToken(given);
    // What was asked with another token is asked again: also who this is.
    void queries.resetQueries();
  };

  /** Goes on with another token, on the same page where that may show the same. */
  const resume = async (given: string, renewAt?: number) => {
    const headers = { Authorization: `Bearer ${given}` };
    const { data: next } = await client.GET('/v1/learning/me', { headers });
    storeToken(given, renewAt);
    // What another person may not see, or has not typed, must not stay.
    if (!mayGoOn(data!, next!)) return location.reload();
    endAsking(true);
    await queries.invalidateQueries();
  };

  const signOut = () => {
    leave();
    signOutAtProvider().catch((reason: Error) => setFailure(`${text.session.signOutFailed} ${reason.message}`));
  };

  if (returning || (token && !data && !error)) {
    return (
      <Center h="100vh">
        <Loader role="status" aria-label={text.common.loading} />
      </Center>
    );
  }
  if (!token || !data) return <SignIn use={use} failure={failure ?? messageOf(error)} />;
  if (data.role === 'user') return <SignIn use={use} failure={text.session.noAccess} />;
  return (
    <CallerContext value={{ ...data, signOut }}>
      {children}
      {asked && (
        <SignInAgain resume={resume} signOut={signOut} wait={asked.hasEnded ? undefined : () => endAsking(false)} />
      )}
    </CallerContext>
  );
}

/** Whether a page of the one may be gone on with by the other: the same person with the same rights, or two who may see all. */
const mayGoOn = (before: Caller, now: Caller): boolean =>
  now.role === before.role &&
  (now.role === 'admin' ||
    (now.user_id === before.user_id && now.group_ids.toString() === before.group_ids.toString()));

const messageOf = (error: unknown): string | undefined =>
  !error ? undefined : error instanceof Problem && error.status < 500 ? text.session.refused : text.session.unreachable;
