import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

export interface IdentityProvider {
  readonly issuer: string;
  /** Has it know the admin app of the service at this origin, and serve. */
  register(origin: string): void;
}

/** A certified provider of OpenID Connect, in a process of its own, for the tests of one file. */
export function useIdentityProvider(): IdentityProvider {
  let child: ChildProcess;
  let issuer: string;
  beforeAll(async () => {
    child = fork(resolve('test/support/browser/identity-provider.mjs'), {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    [issuer] = (await once(child, 'message')) as [string];
  });
  afterAll(() => child?.kill());
  return {
    get issuer() {
      return issuer;
    },
    register: (origin) => void child.send(origin),
  };
}
