import { Get, Header, NotFoundException, Param, Redirect, Req, Res, StreamableFile } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { type AdminSettings } from './admin-settings.js';
import { builtPages } from './built-pages.js';

/** What Express and Fastify know of a request alike. */
interface PageRequest {
  originalUrl: string;
  headers: Record<string, string | string[] | undefined>;
}
/** What Express and Fastify do with an answer alike. */
interface PageAnswer {
  status(code: number): unknown;
  header(name: string, value: string): unknown;
}

/** Parts of the longest address of a page: that of a parameter set. */
const DEEPEST = 6;
const PART = 'part';
/** One for each depth: Express and Fastify do not agree on how a wildcard is written. */
const ADDRESSES = Array.from({ length: DEEPEST }, (_, depth) =>
  Array.from({ length: depth + 1 }, (_part, index) => `:${PART}${index}`).join('/'),
);

/**
 * Serves the admin app. A host derives a controller of its own, which says at which path, and behind which guards:
 *
 *     @UseGuards(StaffOnly)
 *     @Controller('ops/learning')
 *     export class LearningAdmin extends AdminPages {
 *       protected settings() {
 *         return { api: '/' };
 *       }
 *     }
 *
 * The pages hold no data: they ask the routes of the engine for it, with the token of their user.
 */
export abstract class AdminPages {
  private readonly pages = builtPages();

  /** What the pages are told, asked for each page. */
  protected abstract settings(): AdminSettings;

  /** There is one page: the addresses within it stand behind the `#`. With a slash at the end, and without. */
  @Get(['', '{/}'])
  @Header('X-Content-Type-Options', 'nosniff')
  @Header('Referrer-Policy', 'no-referrer')
  @Header('Cache-Control', 'no-store')
  getPage(@Req() { originalUrl }: PageRequest, @Res({ passthrough: true }) answer: PageAnswer): StreamableFile {
    const page = this.pages.get('index.html');
    if (!page) throw new NotFoundException('The admin app is not built: npm run build makes it.');
    const nonce = randomBytes(16).toString('base64');
    const settings = this.settings();
    answer.header('Content-Security-Policy', contentSecurityPolicy(nonce, settings));
    // Behind a proxy, the page alone knows its address: assets and API are found from its last part.
    const { pathname } = new URL(originalUrl, 'http://localhost');
    const base = `./${pathname.split('/').pop()}/`.replace('//', '/');
    const html = page.bytes
      .toString()
      .replaceAll('__CSP_NONCE__', nonce)
      .replaceAll('"./assets/', `"${base}assets/`)
      .replace('__SETTINGS__', () => attribute({ ...settings, base }));
    return streamed('text/html; charset=utf-8', Buffer.from(html));
  }

  @Get('assets/:file')
  @Header('X-Content-Type-Options', 'nosniff')
  getAsset(
    @Param('file') name: string,
    @Req() request: PageRequest,
    @Res({ passthrough: true }) answer: PageAnswer,
  ): StreamableFile {
    const asset = this.pages.get(`assets/${name}`);
    if (!asset) throw new NotFoundException(`The admin app has no asset ${name}.`);
    // Its name holds a digest of what is in it.
    answer.header('Cache-Control', 'public, max-age=31536000, immutable');
    answer.header('Vary', 'Accept-Encoding');
    if (!asset.gzip || !takesGzip(request)) return streamed(asset.type, asset.bytes);
    answer.header('Content-Encoding', 'gzip');
    return streamed(asset.type, asset.gzip);
  }

  /** An address within the app as people type it, without the `#`: a browser is led to it. Programs find nothing there. */
  @Get(ADDRESSES)
  @Redirect()
  @Header('Cache-Control', 'no-store')
  @Header('Vary', 'Accept')
  openAddress(@Param() params: Record<string, string>, @Req() request: PageRequest): { url: string } {
    if (!wantsPage(request)) throw new NotFoundException('The admin app has no such file.');
    const { pathname, search } = new URL(request.originalUrl, 'http://localhost');
    const depth = Object.keys(params).filter((name) => name.startsWith(PART)).length;
    const address = pathname.split('/').slice(-depth).join('/');
    return { url: `${'../'.repeat(depth - 1) || './'}#/${address}${search}` };
  }
}

const streamed = (type: string, bytes: Buffer): StreamableFile =>
  new StreamableFile(bytes, { type, length: bytes.length });

const takesGzip = ({ headers }: PageRequest): boolean =>
  /(^|,)\s*gzip\s*(,|$|;(?!\s*q=0(\.0*)?\s*(,|$)))/.test(String(headers['accept-encoding']));

/** As browsers ask for what a person opens. */
const wantsPage = ({ headers }: PageRequest): boolean => {
  const accepted = String(headers.accept);
  return accepted.includes('text/html') && !accepted.includes('json');
};

const attribute = (settings: AdminSettings & { base: string }): string =>
  JSON.stringify(settings).replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** Nothing is loaded from elsewhere. Styles that the component library writes into the page carry the nonce of the page. */
const contentSecurityPolicy = (nonce: string, { signIn }: AdminSettings): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    ['connect-src', "'self'", ...new Set(signIn && [signIn.issuer, ...(signIn.origins ?? [])].map(originOf))].join(' '),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** Of an address. Throws where a host gives none. */
const originOf = (url: string): string => new URL(url).origin;
