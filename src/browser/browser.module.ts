import { Module } from '@nestjs/common';
import { AdminController } from './admin.controller.js';
import { HomeController } from './home.controller.js';

/** What the service shows to people in a browser. */
@Module({ controllers: [HomeController, AdminController] })
export class BrowserModule {}
