import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { type Request } from 'express';
import { type Server, type ServerResponse } from 'node:http';
import { Histogram, Registry } from 'prom-client';
import { isEventStream } from 'learning-engine/http';
import { routeOf } from '../http/server/route-of.js';

/** Times every request, also one that no route or guard lets through. */
@Injectable()
export class HttpMetrics implements OnModuleInit {
  private readonly durations: Histogram;

  constructor(
    registry: Registry,
    private readonly host: HttpAdapterHost,
  ) {
    this.durations = new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Until the last byte of an answer was sent; without streams of events. status is 2xx, 3xx, 4xx or 5xx, 501 for a version that is a stub, or aborted when the client left.',
      labelNames: ['method', 'route', 'status'],
      registers: [registry],
    });
  }

  onModuleInit(): void {
    const server = this.host.httpAdapter.getHttpServer() as Server;
    server.on('request', (request: Request, response: ServerResponse) => {
      const stop = this.durations.startTimer();
      response.on('close', () => {
        if (isEventStream(response)) return; // as long as its client likes
        stop({ method: request.method, route: routeOf(request), status: statusOf(response) });
      });
    });
  }
}

const statusOf = ({ writableFinished, statusCode }: ServerResponse): string =>
  writableFinished ? (statusCode === 501 ? '501' : `${Math.floor(statusCode / 100)}xx`) : 'aborted';
