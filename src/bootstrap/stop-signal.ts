import { onParentGone } from './parent.js';

/** Aborts when this process is asked to stop: by Ctrl-C, by its parent, or by the end of npm's shell. */
export function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
  onParentGone(() => stop.abort());
  return stop.signal;
}
