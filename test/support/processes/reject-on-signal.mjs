/**
 * Loaded into a process before its program (`node --import`): on SIGUSR2, a promise that no code awaits is rejected, with
 * an error as TypeORM makes it.
 */
process.on('SIGUSR2', () => {
  const driverError = Object.assign(new Error('duplicate key'), { detail: process.env.CANARY });
  void Promise.reject(Object.assign(new Error('duplicate key'), { parameters: [process.env.CANARY], driverError }));
});
