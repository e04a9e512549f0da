import { type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { type Observable, tap } from 'rxjs';

/** Says where what was made is: under its id, below the path of the request. Repetitions under a key are answered by text. */
export class LocationInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const http = context.switchToHttp();
    const [request, response] = [http.getRequest<Request>(), http.getResponse<Response>()];
    return next.handle().pipe(
      tap((answer) => {
        const { id } = (typeof answer === 'string' ? JSON.parse(answer) : answer) as { id?: string };
        if (id && response.statusCode < 400) response.location(`${request.originalUrl.split('?')[0]}/${id}`);
      }),
    );
  }
}
