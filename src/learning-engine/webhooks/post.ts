import { once } from 'node:events';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { AddressNotAllowedError, guardedLookup, hostOf, mayReach, type Reach } from './receiver-address.js';

/** What a receiver answers is not looked at, and not read to its end where it is long. */
const MOST_READ = 16 * 1024;

/** What is sent to a receiver. */
export interface Post {
  url: URL;
  reach: Reach;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** For all of it: to connect, to send and to be answered. */
  timeLimitMs: number;
  /** Gives up. */
  signal: AbortSignal;
}

/** The status of the answer, or why there was none. */
export type PostOutcome = { status: number } | { error: PostError };

export type PostError =
  'ADDRESS_NOT_ALLOWED' | 'NAME_NOT_RESOLVED' | 'CONNECTION_FAILED' | 'CERTIFICATE_REJECTED' | 'TIMED_OUT';

/**
 * Sends a POST over a connection of its own. Redirects are not followed, and no proxy is used.
 *
 * @throws the reason of the signal when it was aborted
 */
export async function post({ url, reach, headers, body, timeLimitMs, signal }: Post): Promise<PostOutcome> {
  const inTime = AbortSignal.timeout(timeLimitMs);
  try {
    const host = hostOf(url);
    if (isIP(host) !== 0 && !mayReach(host, reach)) throw new AddressNotAllowedError(); // no lookup is asked for it
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
      method: 'POST',
      agent: false,
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      lookup: guardedLookup(lookup, reach),
      signal: AbortSignal.any([signal, inTime]),
    });
    request.on('error', () => undefined); // one may come after the answer as well
    request.end(body);
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    await readSome(response);
    return { status: response.statusCode! };
  } catch (error) {
    signal.throwIfAborted();
    return { error: inTime.aborted ? 'TIMED_OUT' : errorOf(error) };
  }
}

/** The status counts, whatever becomes of the rest. */
async function readSome(response: IncomingMessage): Promise<void> {
  let read = 0;
  response.on('data', (chunk: Buffer) => {
    read += chunk.length;
    if (read > MOST_READ) response.destroy();
  });
  response.on('error', () => undefined);
  await once(response, 'close').catch(() => undefined);
}

const OF_CERTIFICATES = /^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO$)/;
const OF_NAMES = ['ENOTFOUND', 'EAI_AGAIN', 'ENODATA'];

function errorOf(error: unknown): PostError {
  if (error instanceof AddressNotAllowedError) return error.code;
  const code = String((error as { code?: unknown }).code);
  if (OF_NAMES.includes(code)) return 'NAME_NOT_RESOLVED';
  return OF_CERTIFICATES.test(code) ? 'CERTIFICATE_REJECTED' : 'CONNECTION_FAILED';
}
