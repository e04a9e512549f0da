import { type NestExpressApplication } from '@nestjs/platform-express';
import { type NextFunction, type Request, type Response } from 'express';
import { type Answer, type ApiDocument } from './api-document.js';

/** Listens to all answers of an application, and has each test fail whose answers the API document does not describe. */
export function recordAnswers(app: NestExpressApplication, answers: Answer[]): void {
  app.use((request: Request, response: Response, next: NextFunction) => {
    // Routers below see a shorter path.
    const { method, path } = request;
    const chunks: Buffer[] = [];
    const end = response.end.bind(response) as (...args: unknown[]) => Response;
    response.end = ((chunk: unknown, ...rest: unknown[]) => {
      if (typeof chunk === 'string' || Buffer.isBuffer(chunk)) chunks.push(Buffer.from(chunk as string));
      answers.push({
        method,
        path,
        status: response.statusCode,
        contentType: String(response.getHeader('content-type') ?? ''),
        body: Buffer.concat(chunks).toString(),
      });
      return end(chunk, ...rest);
    }) as typeof response.end;
    next();
  });
}

/** @returns what the API document does not say of these answers; those of pages, documents and preflights, are not in it */
export function undocumented(document: ApiDocument, answers: readonly Answer[]): string[] {
  return answers
    .filter(({ path }) => !['/admin', '/docs', '/metrics', '/probe'].some((other) => path.startsWith(other)))
    .filter(({ status }) => status !== 302) // of browsers
    .filter(({ method, status }) => !(method === 'OPTIONS' && status === 204))
    .flatMap((answer) => document.problemOf(answer) ?? []);
}
