import { type Request } from 'express';
import { type Transform } from 'node:stream';
import { finished } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { drain } from './drain.js';
import { RequestProblem } from '../problems/problem.js';

const DECODERS = new Map<string, () => Transform>([
  ['gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
]);

/**
 * Reads the body of a request and undoes its compression. What is too large is rejected as soon as that is known. The rest
 * of it is taken and thrown away, because many clients read no answer before they have sent everything.
 *
 * @param limit bytes, also after decompression
 * @throws RequestProblem
 */
export async function readBytes(request: Request, limit: number): Promise<Buffer> {
  try {
    if (Number(request.headers['content-length']) > limit) throw new RequestProblem('payload-too-large');
    const decoder = decoderOf(request);
    askForBody(request);
    return await collect(request, decoder, limit);
  } catch (problem) {
    drain(request);
    // Node ends the connection with such an answer, which would be lost while the client still sends.
    if (isLastOfConnection(request) && !waitsToBeAsked(request)) await finished(request).catch(() => undefined);
    throw problem;
  }
}

/** Of requests that wait for 100 (Continue) before they send their body. */
const asked = new WeakSet<Request>();

const waitsToBeAsked = (request: Request): boolean => request.headers.expect !== undefined && !asked.has(request);

export function askForBody(request: Request): void {
  if (!waitsToBeAsked(request)) return;
  asked.add(request);
  if (request.httpVersion === '1.1') request.res!.writeContinue();
}

function collect(request: Request, decoder: Transform | undefined, limit: number): Promise<Buffer> {
  const source = decoder ? request.pipe(decoder) : request;
  const bytes = new GrowingBytes();
  return new Promise((resolve, reject) => {
    const fail = (...problem: ConstructorParameters<typeof RequestProblem>) => {
      source.removeAllListeners('data');
      if (decoder) request.unpipe(decoder);
      decoder?.destroy();
      reject(new RequestProblem(...problem));
    };
    source.on('data', (piece: Buffer) => {
      if (bytes.length + piece.length > limit) fail('payload-too-large');
      else bytes.add(piece);
    });
    source.on('end', () => resolve(bytes.all()));
    request.on('error', () => fail('malformed-request', 'The body was cut off.'));
    decoder?.on('error', () => fail('malformed-body', 'The body is not compressed as Content-Encoding says.'));
  });
}

const isLastOfConnection = ({ headers, httpVersion }: Request): boolean =>
  httpVersion === '1.0' || /\bclose\b/i.test(headers.connection ?? '');

function decoderOf({ headers }: Request): Transform | undefined {
  const encoding = (headers['content-encoding'] ?? 'identity').toLowerCase();
  if (encoding === 'identity') return undefined;
  const create = DECODERS.get(encoding);
  if (!create) throw new RequestProblem('unsupported-media-type');
  return create();
}

/** Keeps bytes and not their pieces: a megabyte in pieces of one byte would be hundreds of megabytes of objects. */
class GrowingBytes {
  private space = Buffer.alloc(1024);
  length = 0;

  add(piece: Buffer): void {
    const length = this.length + piece.length;
    if (length > this.space.length) {
      const space = Buffer.alloc(Math.max(length, 2 * this.space.length));
      this.space.copy(space, 0, 0, this.length);
      this.space = space;
    }
    piece.copy(this.space, this.length);
    this.length = length;
  }

  all(): Buffer {
    return this.space.subarray(0, this.length);
  }
}
