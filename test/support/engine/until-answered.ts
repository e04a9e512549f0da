import { DatabaseUnavailableError } from 'learning-engine';

/** What a caller does on a machine that is too busy for the time limits of statements: it asks again, until it is answered. */
export async function untilAnswered<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof DatabaseUnavailableError)) throw error;
    }
  }
}
