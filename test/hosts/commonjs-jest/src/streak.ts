import { NestFactory } from '@nestjs/core';
import { ExecutionService, ParamsService, RegistryService } from 'learning-engine';
import { DataSource } from 'typeorm';
import { AppModule } from './app.module';

/** Activates a version of the host's own, and computes with it: with little input, and with much. */
async function main() {
  const app = await NestFactory.createApplicationContext(AppModule, { logger: ['error'] });
  const [{ id }] = await app
    .get(DataSource)
    .query(
      `INSERT INTO algo_versions (algo_key, version, status) VALUES ('streak', 'v1', 'EXPERIMENTAL') RETURNING id`,
    );
  const set = await app.get(ParamsService).createParams(id, { bonus: 0.05 });
  await app.get(RegistryService).activateAlgoVersion('streak', 'v1', { paramsId: set.id, reason: 'first release' });
  for (const note of ['short', 'long'.repeat(1000)]) {
    const { output } = await app.get(ExecutionService).execute('streak', { days: 4, note });
    console.log(JSON.stringify(output));
  }
  await app.close();
}
void main();
