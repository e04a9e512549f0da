import { signToken } from '../../../src/auth/sign-token.js';
import { type AuthUser } from 'learning-engine/http';
import { someUser, testEnv } from './use-service.js';

/** The `Authorization` header of a test that takes longer than a minute. */
export const lastingBearer = (caller: AuthUser = someUser): string => `Bearer ${signToken(testEnv, caller, 3600)}`;

/** The bytes of a POST request with JSON, one character each; the body may be anything. */
export function rawPost(path: string, headers: Record<string, string | number>, body: string | Buffer): string {
  const all = { Host: 'x', Authorization: lastingBearer(), 'Content-Type': 'application/json', ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body.toString('latin1')}`;
}

/** The same, with a body of the length that it says, as the last request of its connection. */
export const wholePost = (path: string, body: string | Buffer, headers: Record<string, string> = {}): string =>
  rawPost(path, { 'Content-Length': Buffer.byteLength(body), Connection: 'close', ...headers }, body);

/** The status and the `type` of each problem in what a connection answered; throws where an answer is none. */
export const problemsIn = (answers: string): [status: number, type: string][] =>
  answers
    .split(/(?=HTTP\/1\.1 \d{3} )/)
    .filter(Boolean)
    .map((answer) => {
      const [head, body] = answer.split('\r\n\r\n');
      expect(head).toMatch(/^content-type: application\/problem\+json/im);
      const { type, status } = JSON.parse(body!) as { type: string; status: number };
      expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
      return [status, type.split('#')[1]!];
    });
