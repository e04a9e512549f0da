import { AsyncLocalStorage } from 'node:async_hooks';

/** What is known everywhere while a request is being answered, without being handed on. */
export interface RequestContext {
  /** Names the request in logs and answers. */
  requestId: string;
  /** Who makes the request, once that is known. */
  caller?: { userId: string; role: string };
  /** Why the request is refused: the class of the cause, for the log alone. */
  refusal?: string;
}

const contexts = new AsyncLocalStorage<RequestContext>();

/** Runs `work`, and all that it starts, in the context of one request. */
export const inRequestContext = <T>(context: RequestContext, work: () => T): T => contexts.run(context, work);

/** Id of the request being answered; undefined outside of one. */
export const currentRequestId = (): string | undefined => contexts.getStore()?.requestId;

/** Adds what is found out about the request being answered. */
export const tellOfRequest = (facts: Pick<RequestContext, 'caller' | 'refusal'>): void => {
  Object.assign(contexts.getStore() ?? {}, facts);
};

/** What is known of the request being answered; undefined outside of one. */
export const currentRequest = (): RequestContext | undefined => contexts.getStore();
