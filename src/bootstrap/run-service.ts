import { Logger } from '@nestjs/common';
import { loadEnv } from '../config/load-env.js';
import { stopSignal } from './stop-signal.js';

/** Serves until this process is asked to stop, and ends it. */
export async function runService(): Promise<never> {
  const stop = stopSignal();
  // Node would show the error whole, with what it carries: the parameters of a statement, for example.
  process.on('uncaughtException', (error) => {
    new Logger('Process').fatal(error);
    process.exit(1);
  });
  try {
    const env = loadEnv();
    const { serve } = await import('./serve.js'); // it loads all the rest: what is wrong in the environment is said before
    await serve(env, stop);
  } catch (error) {
    if (error !== stop.reason) {
      const { startupMessage } = await import('./startup-message.js');
      process.stderr.write(`${startupMessage(error)}\n`);
      process.exitCode = 1;
    }
  }
  process.exit();
}
