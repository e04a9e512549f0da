import 'reflect-metadata';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { TypeOrmModule } from '@nestjs/typeorm';
import { InfoService, LearningEngineModule } from 'learning-engine';
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
    LearningEngineModule.forRoot(),
  ],
  controllers: [InfoController],
})
class AppModule {}

const app = await NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter(), {
  logger: ['error'],
});
await app.listen(0, '127.0.0.1');
console.log(await (await fetch(`${await app.getUrl()}/info`)).text());
await app.close();
