import { Center, Loader } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import { api, type Schemas } from '../api/client';
import { Problem } from '../api/problem';
import { text } from '../strings';
import { finishSignIn, isReturning, signOutAtProvider } from './oidc';
import { SignIn } from './sign-in';
import { forgetToken, storedToken, storeToken } from './token';

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

/** Shows the app to who is signed in, and a sign-in to everyone else. The address stays. */
export function Session({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const [token, setToken] = useState(storedToken);
  const [failure, setFailure] = useState<string>();
  const [returning, setReturning] = useState(isReturning);
  /** Whether a person has just given the token, and the service has not judged it yet. */
  const isNew = useRef(false);
  const { data, error } = api.useQuery('get', '/v1/learning/me', {}, { enabled: token !== null && !returning });

  useEffect(() => {
    if (!returning) return;
    finishSignIn()
      .then(() => setToken(storedToken()))
      .catch((reason: Error) => setFailure(`${text.session.failed} ${reason.message}`))
      .finally(() => setReturning(false));
    // Once: the code in the address is good for one exchange.
  }, []);

  const leave = (why?: string) => {
    forgetToken();
    setToken(null);
    setFailure(why);
    queries.clear();
  };

  useEffect(
    () =>
      queries.getQueryCache().subscribe(({ query }) => {
        const refused: unknown = query.state.error;
        if (refused instanceof Problem && refused.status === 401 && storedToken()) {
          leave(isNew.current ? text.session.refused : text.session.expired);
        }
      }),
    [queries],
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

  const signOut = () => {
    leave();
    signOutAtProvider().catch((reason: Error) => setFailure(`${text.session.signOutFailed} ${reason.message}`));
  };

  if (returning || (token && !data && !error)) {
    return (
      <Center h="100vh">
        <Loader aria-label={text.common.loading} />
      </Center>
    );
  }
  if (!token || !data) return <SignIn use={use} failure={failure ?? messageOf(error)} />;
  if (data.role === 'user') return <SignIn use={use} failure={text.session.noAccess} />;
  return <CallerContext value={{ ...data, signOut }}>{children}</CallerContext>;
}

const messageOf = (error: unknown): string | undefined =>
  !error ? undefined : error instanceof Problem && error.status < 500 ? text.session.refused : text.session.unreachable;
