import { All, Controller, Get, Module, Post, Sse, type Type } from '@nestjs/common';
import { Access } from 'learning-engine/http';
import { UndeclaredAccessError } from '../../src/auth/undeclared-access.error.js';
import { startupMessage } from '../../src/bootstrap/startup-message.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { openService } from '../support/http/use-service.js';

@Controller('forgotten')
class ForgottenController {
  @Get('declared')
  @Access('public')
  declared() {
    return {};
  }

  @Get()
  one() {
    return {};
  }

  @Post(['two', 'three'])
  two() {
    return {};
  }

  @All('all')
  all() {
    return {};
  }

  @Sse('events')
  events() {
    return {};
  }

  notARoute() {
    return {};
  }
}

class BaseController {
  @Get('inherited')
  inherited() {
    return {};
  }
}

@Controller('heir')
class HeirController extends BaseController {
  @Get('own')
  @Access('user')
  own() {
    return {};
  }
}

@Controller('misspelt')
@Access('everybody' as never)
class MisspeltController {
  @Get()
  get() {
    return {};
  }
}

@Controller('declared')
@Access('user')
class DeclaredController {
  @Get()
  get() {
    return {};
  }

  @Get('open')
  @Access('public')
  open() {
    return {};
  }
}

describe('A5: a route that does not say who may call it', () => {
  const database = useTestDatabase();
  const open = async (...controllers: Type[]) => {
    const app = await openService(database.url, undefined, [], { controllers });
    await app.close();
  };

  it.each<[string, Type[], string[]]>([
    [
      'of any method',
      [ForgottenController],
      ['one', 'two', 'all', 'events'].map((name) => `ForgottenController.${name}`),
    ],
    ['that is inherited', [HeirController], ['HeirController.inherited']],
    ['that says something else', [MisspeltController], ['MisspeltController.get']],
    [
      'in any controller',
      [HeirController, DeclaredController, MisspeltController],
      ['HeirController.inherited', 'MisspeltController.get'],
    ],
  ])('%s stops the boot by name', async (_name, controllers, routes) => {
    const error = await open(...controllers).then(
      () => undefined,
      (reason: unknown) => reason,
    );

    expect(error).toEqual(new UndeclaredAccessError(routes));
    expect(startupMessage(error)).toBe((error as Error).message);
    for (const route of routes) expect(startupMessage(error)).toContain(route);
  });

  it('is found in other modules as well', async () => {
    @Module({ controllers: [MisspeltController] })
    class FeatureModule {}
    await expect(openService(database.url, undefined, [], { imports: [FeatureModule] })).rejects.toThrow(
      'MisspeltController.get',
    );
  });

  it('is not one whose controller says it', () => open(DeclaredController));
});
