import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { type NextFunction, type Request, type Response } from 'express';
import { routeOf } from '../http/server/route-of.js';
import { isProbe } from '../logging/request-log.js';
import { TRACER } from './is-traced.js';

/**
 * Makes a span of each request, below the one that its `traceparent` names, so that what is done for it has its place. An
 * instrumentation of HTTP that is in the process, too, has made one before. The pattern of the route is told, never the path: ids of
 * persons are in it.
 */
export function requestSpan(request: Request, response: Response, next: NextFunction): void {
  if (trace.getSpan(context.active()) || isProbe(request.path)) return next();
  const { method } = request;
  const parent = propagation.extract(context.active(), request.headers);
  const kind = SpanKind.SERVER;
  const span = trace
    .getTracer(TRACER)
    .startSpan(method, { kind, attributes: { 'http.request.method': method } }, parent);
  response.once('close', () => {
    const route = routeOf(request);
    span.updateName(`${method} ${route}`);
    span.setAttribute('http.route', route);
    if (response.headersSent) span.setAttribute('http.response.status_code', response.statusCode);
    // A stub computes nothing, by contract: that is no failure of the service.
    if (response.statusCode >= 500 && response.statusCode !== 501) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  });
  context.with(trace.setSpan(parent, span), next);
}
