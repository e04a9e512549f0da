/** Streams of events that one process keeps open. */
export interface EventStreamSettings {
  /** How many a caller may have open. */
  perCaller: number;
  /** How many all callers may have open. */
  inAll: number;
  /** After how long a stream ends at the latest: then the client opens another one, and shows who it is again. */
  longestMs: number;
  /** How often a comment is sent, so that nothing between takes the connection for dead. */
  heartbeatMs: number;
  /** How long a client may take nothing of what was sent before its stream is cut. */
  stalledMs: number;
}

export const defaultEventStreamSettings: Readonly<EventStreamSettings> = {
  perCaller: 10,
  inAll: 200,
  longestMs: 3_600_000,
  heartbeatMs: 15_000,
  stalledMs: 30_000,
};

/** Node's timers take no more. */
export const largestEventStreamSettings: Readonly<Partial<EventStreamSettings>> = {
  longestMs: 86_400_000,
  heartbeatMs: 86_400_000,
  stalledMs: 86_400_000,
};
