import 'reflect-metadata';
import { loadEnv } from './config/load-env.js';
import { onParentGone } from './parent.js';
import { serve } from './serve.js';
import { startupMessage } from './startup-message.js';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
onParentGone(() => stop.abort());

try {
  await serve(loadEnv(), stop.signal);
} catch (error) {
  if (error !== stop.signal.reason) {
    process.stderr.write(`${startupMessage(error)}\n`);
    process.exitCode = 1;
  }
}
process.exit();
