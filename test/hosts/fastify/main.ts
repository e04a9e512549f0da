import 'reflect-metadata';
import { Controller, Get, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { TypeOrmModule } from '@nestjs/typeorm';
import { InfoService, LearningEngineModule } from 'learning-engine';
import { LearningHttpModule } from 'learning-engine/http';
import { connectionLimits, engineEntities, engineMigrations } from 'learning-engine/persistence';

@Controller('info')
class InfoController {
  constructor(private readonly info: InfoService) {}

  @Get()
  active() {
    return this.info.getInfo();
  }
}

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
  ],
  controllers: [InfoController],
})
class AppModule {}

@Module({ imports: [AppModule, LearningHttpModule.forRoot({ authUser: () => undefined })] })
class AppWithTheRoutesModule {}

const create = (module: Type) =>
  NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), { logger: false });

const app = await create(AppModule);
await app.listen(0, '127.0.0.1');
const info = (await (await fetch(`${await app.getUrl()}/info`)).json()) as { algoKey: string }[];
await app.close();

const withTheRoutes = await create(AppWithTheRoutesModule);
const refused = await withTheRoutes.init().then(
  () => 'not refused',
  (error: Error) => error.message,
);
await withTheRoutes.close();
console.log(JSON.stringify({ keys: info.map(({ algoKey }) => algoKey), refused }));
