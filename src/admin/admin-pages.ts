import { Get, Header, NotFoundException, Param, Req, Res, StreamableFile } from '@nestjs/common';
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
 * The pages hold no data: they ask the routes of the engine for it, with the token of whoever looks at them.
 */
export abstract class AdminPages {
  private readonly pages = builtPages();

  /** What the pages are told, asked for each page. */
  protected abstract settings(): AdminSettings;

  /** The page finds its assets, and the API, from its own address: that has to end with a slash. */
  @Get()
  @Header('X-Content-Type-Options', 'nosniff')
  @Header('Referrer-Policy', 'no-referrer')
  @Header('Cache-Control', 'no-store')
  getFirstPage(@Req() { originalUrl }: PageRequest, @Res({ passthrough: true }) answer: PageAnswer): StreamableFile {
    const { pathname } = new URL(originalUrl, 'http://localhost');
    return pathname.endsWith('/') ? this.firstPage(answer) : redirected(`./${pathname.split('/').pop()}/`, answer);
  }

  @Get('{*path}')
  @Header('X-Content-Type-Options', 'nosniff')
  getFile(
    @Param() params: Record<string, string | string[] | undefined>,
    @Req() request: PageRequest,
    @Res({ passthrough: true }) answer: PageAnswer,
  ): StreamableFile {
    const path = [params.path ?? params['*'] ?? ''].flat().join('/');
    if (path === '') return this.getFirstPage(request, answer);
    const file = path === 'index.html' ? undefined : this.pages.get(path);
    if (!file) throw new NotFoundException(`The admin app has no ${path}.`);
    // Names of assets hold a digest of what is in them.
    answer.header('Cache-Control', path.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
    answer.header('Vary', 'Accept-Encoding');
    if (!file.gzip || !takesGzip(request)) return streamed(file.type, file.bytes);
    answer.header('Content-Encoding', 'gzip');
    return streamed(file.type, file.gzip);
  }

  private firstPage(answer: PageAnswer): StreamableFile {
    const file = this.pages.get('index.html');
    if (!file) throw new NotFoundException('The admin app is not built: npm run build makes it.');
    const nonce = randomBytes(16).toString('base64');
    const settings = this.settings();
    answer.header('Content-Security-Policy', contentSecurityPolicy(nonce, settings));
    const html = file.bytes.toString().replaceAll('__CSP_NONCE__', nonce).replace('__SETTINGS__', attribute(settings));
    return streamed(HTML, Buffer.from(html));
  }
}

function redirected(location: string, answer: PageAnswer): StreamableFile {
  answer.status(308);
  answer.header('Location', location);
  return streamed(HTML, Buffer.from('<!doctype html><title>Moved</title>'));
}

const HTML = 'text/html; charset=utf-8';

const streamed = (type: string, bytes: Buffer): StreamableFile =>
  new StreamableFile(bytes, { type, length: bytes.length });

const takesGzip = ({ headers }: PageRequest): boolean =>
  /(^|,)\s*gzip\s*(,|$|;(?!\s*q=0(\.0*)?\s*(,|$)))/.test(String(headers['accept-encoding']));

const attribute = (settings: AdminSettings): string =>
  JSON.stringify(settings).replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** Nothing is loaded from elsewhere. Styles that the component library writes into the page carry the nonce of the page. */
const contentSecurityPolicy = (nonce: string, { signIn }: AdminSettings): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${signIn ? ` ${new URL(signIn.issuer).origin}` : ''}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
