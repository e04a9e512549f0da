import { Controller, Get, NotFoundException, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type Request, type Response } from 'express';
import { Access, RouteRules } from 'learning-engine/http';

/** The bare address of the service, as people type it. Programs find nothing there. */
@ApiExcludeController()
@Access('public')
@RouteRules()
@Controller()
export class HomeController {
  /** Relative, so that it stays behind the prefix that a proxy cut off. */
  @Get()
  openAdmin(@Req() request: Request, @Res() response: Response): void {
    if (request.accepts(['application/json', 'text/html']) !== 'text/html') throw new NotFoundException();
    response.vary('Accept').location('./admin/').status(302).end();
  }
}
