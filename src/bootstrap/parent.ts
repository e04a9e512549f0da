const LOOK_EVERY_MS = 500;

/**
 * Calls back when the shell that npm runs scripts in is gone. A SIGTERM to npm ends that shell, and some shells do not
 * hand it on to us.
 */
export function onParentGone(callback: () => void): void {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    callback();
  }, LOOK_EVERY_MS);
  timer.unref();
}
