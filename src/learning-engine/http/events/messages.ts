import { type FeedEvent } from '../../events/feed-event.js';
import { type LostPlace } from '../../events/feed-tail.js';

/** Why a stream ends: the client opens the next one, except where its token has to be renewed before. */
export type EndReason = 'shutting-down' | 'token-expired' | 'too-long' | 'interrupted';

const message = (event: string, data: object, id?: string): string =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/** The first one: from then on every client has an id from which it can go on. */
export const openedMessage = (types: ReadonlySet<string>, after: string): string =>
  message('stream.opened', { types: [...types] }, after);

/** In place of `openedMessage` where events were missed: what the client has derived from them may be wrong. */
export const resetMessage = (reason: LostPlace, after: string): string => message('stream.reset', { reason }, after);

export const closedMessage = (reason: EndReason): string => message('stream.closed', { reason });

export const eventMessage = ({ type, key, payload, tenant, recordedAt, cursor }: FeedEvent): string =>
  message(type, { type, key, payload, tenant, recorded_at: recordedAt }, cursor);

/** A comment, and the place up to which a client without a matching event has read as well: an id without data is no event. */
export const heartbeat = (after: string): string => `: heartbeat\nid: ${after}\n\n`;
