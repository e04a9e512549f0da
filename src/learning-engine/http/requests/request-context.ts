import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

/** What is known everywhere while a request is being answered, without being handed on. */
export interface RequestContext {
  /** Names the request in logs and answers. */
  requestId: string;
  /** Who makes the request, once that is known. */
  caller?: { userId: string; role: string };
  /** Why the request is rejected: the class of the cause, for the log alone. */
  refusal?: string;
}

const contexts = new AsyncLocalStorage<RequestContext | undefined>();

/**
 * Runs `work`, and all that it starts, in the context of one request. A host that names its requests does so in a middleware: then
 * the problems that the routes answer with have the same id.
 */
export const inRequestContext = <T>(context: RequestContext | undefined, work: () => T): T =>
  contexts.run(context, work);

/** What is known of the request being answered; undefined outside of one. */
export const currentRequest = (): RequestContext | undefined => contexts.getStore();

/** Adds what is found out about the request being answered. */
export const tellOfRequest = (facts: Pick<RequestContext, 'caller' | 'refusal'>): void => {
  Object.assign(contexts.getStore() ?? {}, facts);
};

const made = new WeakMap<object, string>();

/** The id of a request: that of its context, or one made for it where the host names none. */
export function requestIdOf(request: object): string {
  const known = currentRequest()?.requestId ?? made.get(request);
  if (known !== undefined) return known;
  const id = randomUUID();
  made.set(request, id);
  return id;
}

export const REQUEST_ID_HEADER = 'x-request-id';
