import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { loadEnv } from './config/load-env.js';
import { onParentGone } from './parent.js';
import { serve } from './serve.js';
import { startupMessage } from './startup-message.js';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
onParentGone(() => stop.abort());
// Node would show the error whole, with what it carries: the parameters of a statement, for example.
process.on('uncaughtException', (error) => {
  new Logger('Process').fatal(error);
  process.exit(1);
});

try {
  await serve(loadEnv(), stop.signal);
} catch (error) {
  if (error !== stop.signal.reason) {
    process.stderr.write(`${startupMessage(error)}\n`);
    process.exitCode = 1;
  }
}
process.exit();
