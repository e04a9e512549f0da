import { Controller } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Env } from '../config/env.js';
import { Access } from 'learning-engine/http';
import { AdminPages, type AdminSettings } from 'learning-engine-admin';

/** The admin app. Its pages hold no data, so anybody may have them, and with any query: a provider leads back with one. */
@ApiExcludeController()
@Access('public')
@Controller('admin')
export class AdminController extends AdminPages {
  constructor(private readonly env: Env) {
    super();
  }

  protected settings(): AdminSettings {
    const { ADMIN_SIGN_IN_ISSUER: issuer, ADMIN_SIGN_IN_CLIENT_ID: clientId } = this.env;
    if (issuer === undefined || clientId === undefined) return { api: '../' };
    const { ADMIN_SIGN_IN_SCOPE: scope, ADMIN_SIGN_IN_ORIGINS: origins } = this.env;
    return { api: '../', signIn: { issuer, clientId, scope, origins } };
  }
}
