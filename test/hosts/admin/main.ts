import 'reflect-metadata';
import { type CanActivate, Controller, type ExecutionContext, Module, UseGuards } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { AdminPages } from 'learning-engine-admin';

class StaffOnly implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { headers } = context.switchToHttp().getRequest<{ headers: Record<string, string> }>();
    return headers.cookie === 'staff=yes';
  }
}

@UseGuards(StaffOnly)
@Controller('ops/learning')
class LearningAdmin extends AdminPages {
  protected settings() {
    return { api: '/api/' };
  }
}

@Module({ controllers: [LearningAdmin] })
class AppModule {}

const answers: Record<string, unknown> = {};
for (const [name, adapter] of Object.entries({ express: new ExpressAdapter(), fastify: new FastifyAdapter() })) {
  const app = await NestFactory.create(AppModule, adapter, { logger: false });
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const ask = (path: string, headers: Record<string, string> = { cookie: 'staff=yes' }) =>
    fetch(`${url}${path}`, { headers, redirect: 'manual' });
  const page = await (await ask('/ops/learning')).text();
  const script = /src="\.\/learning\/(assets\/[^"]+)"/.exec(page)?.[1];
  const asset = await ask(`/ops/learning/${script}`);
  answers[name] = {
    stranger: (await ask('/ops/learning', {})).status,
    strangersAsset: (await ask(`/ops/learning/${script}`, {})).status,
    settings: page.includes('{&quot;api&quot;:&quot;/api/&quot;,'),
    asset: [asset.status, asset.headers.get('content-type'), (await asset.text()).length > 100_000],
    unknown: (await ask('/ops/learning/assets/none.js')).status,
    typed: (await ask('/ops/learning/jobs/schedules?page=2', { cookie: 'staff=yes', accept: 'text/html' })).headers.get(
      'location',
    ),
  };
  await app.close();
}
console.log(JSON.stringify(answers));
