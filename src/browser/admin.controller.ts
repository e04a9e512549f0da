import { Controller } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Access, RouteRules } from 'learning-engine/http';
import { AdminPages, type AdminSettings } from 'learning-engine-admin';

/** The admin app. Its pages hold no data, so anybody may have them. */
@ApiExcludeController()
@Access('public')
@RouteRules()
@Controller('admin')
export class AdminController extends AdminPages {
  protected settings(): AdminSettings {
    return { api: '../' };
  }
}
