import { type RunCommand, UsageError, workUntilStopped } from 'learning-engine/cli';
import { loadEnv } from '../config/load-env.js';

/** A worker for the school that is named, or for all of them, or where there are none. */
export const workerOf =
  (runForOne: RunCommand): RunCommand =>
  async (call) => {
    const { TENANTS, TENANTS_OPEN } = loadEnv();
    if (!TENANTS || call.options.tenant !== undefined) return runForOne(call);
    let close = () => Promise.resolve();
    const open = async () => {
      if (Number(call.options.concurrency ?? 1) >= TENANTS_OPEN) {
        throw new UsageError(
          `--concurrency must be below TENANTS_OPEN (${TENANTS_OPEN}): otherwise long jobs of some schools hold up all others`,
        );
      }
      const all = await (await import('./open-all-tenants.js')).openAllTenants();
      close = all.close;
      return all;
    };
    try {
      return await workUntilStopped(open, call.options);
    } finally {
      await close();
    }
  };
