import { type Request } from 'express';

/** Values of all `Authorization` headers. `request.headers` has only the first, and may not be what a proxy has read. */
export const authorizations = ({ rawHeaders }: Pick<Request, 'rawHeaders'>): string[] =>
  rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]!.toLowerCase() === 'authorization');

/** What follows the scheme `Bearer`, whatever it is; null when there is no such thing. Nothing else shows a token. */
export function shownToken(request: Pick<Request, 'rawHeaders'>): string | null {
  const credentials = authorizations(request).map((value) => /^bearer +(\S.*)$/i.exec(value)?.[1]);
  return credentials.find((credential) => credential !== undefined) ?? null;
}
