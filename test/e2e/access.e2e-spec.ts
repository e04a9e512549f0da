import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Access, AccessGuard, roles } from 'learning-engine/http';
import { bearer, someUser, testEnv, useService } from '../support/http/use-service.js';

/** One route of each category. */
@ApiExcludeController()
@Controller('probe')
class ProbeController {
  @Get('public')
  @Access('public')
  public() {
    return {};
  }

  @Get('user')
  @Access('user')
  user() {
    return {};
  }

  @Get('reader')
  @Access('reader')
  reader() {
    return {};
  }

  @Get('service')
  @Access('service')
  service() {
    return {};
  }

  @Get('admin')
  @Access('admin')
  admin() {
    return {};
  }
}

describe(AccessGuard.name, () => {
  const service = useService(testEnv, { controllers: [ProbeController] });

  it.each([
    ['public', { anonymous: 200, user: 200, reader: 200, service: 200, admin: 200 }],
    ['user', { anonymous: 401, user: 200, reader: 200, service: 200, admin: 200 }],
    ['reader', { anonymous: 401, user: 403, reader: 200, service: 200, admin: 200 }],
    ['service', { anonymous: 401, user: 403, reader: 403, service: 200, admin: 200 }],
    ['admin', { anonymous: 401, user: 403, reader: 403, service: 403, admin: 200 }],
  ])('lets through to a route of category %s: %j', async (category, expected) => {
    const get = () => service.request().get(`/probe/${category}`);

    await get().expect(expected.anonymous);
    for (const role of roles) {
      await get()
        .set('Authorization', bearer({ ...someUser, role }))
        .expect(expected[role]);
    }
  });

  it('takes an unknown role for a plain user', async () => {
    await service
      .request()
      .get('/probe/admin')
      .set('Authorization', bearer({ ...someUser, role: 'root' as never }))
      .expect(403);
  });
});
