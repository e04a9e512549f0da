import { type Server } from 'node:http';
import { type AddressInfo } from 'node:net';

/** What came between two empty lines. */
export interface Message {
  id?: string;
  event?: string;
  data?: unknown;
  comment?: string;
}

/** A client of a stream of events, which reads it as the standard of HTML says. */
export class EventReader {
  readonly messages: Message[] = [];
  /** That of the last message with one. */
  lastId?: string;
  /** Whether the server has ended the answer, and has not cut it. */
  hasEnded = false;
  private onMessage?: () => void;
  private readonly leaving = new AbortController();
  private reading: Promise<void>;

  private constructor(readonly response: Response) {
    this.reading = this.read().catch(() => undefined);
  }

  static async open(server: Server | string, headers: Record<string, string>, query = ''): Promise<EventReader> {
    const origin = typeof server === 'string' ? server : `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const leaving = new AbortController();
    const url = `${origin}/v1/learning/events${query}`;
    const sent = { accept: 'text/event-stream', ...headers };
    const reader = new EventReader(await fetch(url, { headers: sent, signal: leaving.signal }));
    reader.leaving.signal.addEventListener('abort', () => leaving.abort());
    return reader;
  }

  /** The messages, as soon as they are as many as this or one of them is like that. */
  async until(isEnough: (messages: readonly Message[]) => boolean): Promise<readonly Message[]> {
    while (!isEnough(this.messages)) {
      const next = new Promise<'more'>((resolve) => (this.onMessage = () => resolve('more')));
      if ((await Promise.race([next, this.reading])) !== 'more' && !isEnough(this.messages)) {
        throw new Error(`The stream has ended: ${JSON.stringify(this.messages)}`);
      }
    }
    return this.messages;
  }

  /** Until the server ends it. */
  async end(): Promise<void> {
    await this.reading;
  }

  async leave(): Promise<void> {
    this.leaving.abort();
    await this.reading;
  }

  private async read(): Promise<void> {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of this.response.body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
      const parts = text.split('\n\n');
      text = parts.pop()!;
      for (const part of parts) this.take(part);
    }
    this.hasEnded = true;
  }

  private take(part: string): void {
    const message: Message = {};
    for (const line of part.split('\n')) {
      const [, field, value = ''] = /^([^:]*): ?(.*)$/.exec(line) ?? [];
      if (field === '') message.comment = value;
      else if (field === 'id') this.lastId = message.id = value;
      else if (field === 'event') message.event = value;
      else if (field === 'data') message.data = JSON.parse(value);
      else throw new Error(`A line that is none of the standard: ${line}`);
    }
    this.messages.push(message);
    this.onMessage?.();
  }
}

/** An answer, of which the first part is read: a stream has no end. */
export async function firstOf(url: string, headers: Record<string, string>, hungMs: number) {
  const leaving = new AbortController();
  const signal = AbortSignal.any([leaving.signal, AbortSignal.timeout(hungMs)]);
  const { status, headers: answered, body } = await fetch(url, { headers, signal });
  const { value } = (await (body as ReadableStream<Uint8Array>).getReader().read()) as { value: Uint8Array };
  leaving.abort();
  return { status, headers: answered, body: Buffer.from(value).toString() };
}
