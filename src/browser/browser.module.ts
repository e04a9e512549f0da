import { Module } from '@nestjs/common';
import { AdminController } from './admin.controller.js';

/** What the service shows to people in a browser. */
@Module({ controllers: [AdminController] })
export class BrowserModule {}
