import 'reflect-metadata';
import {
  type CanActivate,
  Controller,
  type ExecutionContext,
  Get,
  Injectable,
  Module,
  NotFoundException,
} from '@nestjs/common';
import { APP_GUARD, NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LearningEngineModule } from 'learning-engine';
import { LearningHttpModule } from 'learning-engine/http';
import { LearningMetricsModule } from 'learning-engine/metrics';
import { connectionLimits, engineEntities, engineMigrations } from 'learning-engine/persistence';
import { type IncomingMessage } from 'node:http';
import { Registry } from 'prom-client';

type HostRequest = IncomingMessage & { person?: string };

@Injectable()
class PersonGuard implements CanActivate {
  canActivate(context: ExecutionContext) {
    const request = context.switchToHttp().getRequest<HostRequest>();
    request.person = request.headers['x-person'] as string | undefined;
    return true;
  }
}

@Controller('notes')
class NotesController {
  @Get()
  list(): never {
    throw new NotFoundException('no notes yet');
  }
}

const registry = new Registry();
const userId = '11111111-1111-4111-8111-111111111111';

@Module({
  imports: [
    TypeOrmModule.forRoot({
      type: 'postgres',
      url: process.env.DATABASE_URL,
      entities: engineEntities,
      migrations: engineMigrations,
      migrationsRun: true,
      uuidExtension: 'pgcrypto',
      installExtensions: false,
      extra: connectionLimits,
    }),
    LearningEngineModule.forRoot({ isGlobal: true }),
    LearningHttpModule.forRoot({
      authUser: ({ person }: HostRequest) =>
        person === undefined ? undefined : { userId, role: person === 'head' ? 'admin' : 'user' },
    }),
    LearningMetricsModule.forRoot({ registry }),
  ],
  controllers: [NotesController],
  providers: [{ provide: APP_GUARD, useClass: PersonGuard }],
})
class AppModule {}

const ACTIVATE = '/v1/learning/algorithms/revision/versions/v1/activate';

/** The same program is built as ESM and as CommonJS, which knows no top-level await. */
async function main() {
  const app = await NestFactory.create(AppModule, { rawBody: true, logger: ['error'] });
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();

  const ask = async (path: string, person?: string, body?: object) => {
    const answer = await fetch(`${url}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { 'content-type': 'application/json', ...(person && { 'x-person': person }) },
      body: body && JSON.stringify(body),
    });
    const { title, message } = (await answer.json()) as { title?: string; message?: string };
    return [answer.status, title ?? message ?? 'ok'];
  };
  const answers = {
    stranger: await ask('/v1/learning/info'),
    info: await ask('/v1/learning/info', 'pupil'),
    forbidden: await ask(ACTIVATE, 'pupil', { reason: 'a try' }),
    activated: await ask(ACTIVATE, 'head', { reason: 'a try' }),
    computed: await ask('/v1/learning/revision', 'pupil', {
      input: { now: '2026-01-21T12:00:00Z', cards: [], reviews: [] },
    }),
    own: await ask('/notes', 'pupil'),
    activations: (await registry.getSingleMetric('learning_activations_total')!.get()).values.length,
  };
  console.log(JSON.stringify(answers));
  await app.close();
}
void main();
