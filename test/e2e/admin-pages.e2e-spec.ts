import { useService } from '../support/http/use-service.js';

describe('the pages of the admin app', () => {
  const service = useService();
  const page = () => service.request().get('/admin/').set('Accept', 'text/html');

  it('are asked for with a slash at the end, which keeps the prefix that a proxy cut off', async () => {
    const { status, headers } = await service.request().get('/admin').set('Accept', 'text/html');

    expect(status).toBe(308);
    expect(headers.location).toBe('./admin/');
  });

  it('load scripts of their own origin alone, and styles by a number that is used once', async () => {
    const [{ headers, text }, again] = [await page(), await page()];
    const nonce = /nonce="([^"]+)"/.exec(text)?.[1];

    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['content-security-policy']).toBe(
      `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; ` +
        `font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(again.text).not.toContain(nonce);
    expect(text).toContain('content="{&quot;api&quot;:&quot;../&quot;}"');
  });

  it('have assets that a browser keeps, compressed for one that takes it', async () => {
    const script = /src="\.\/(assets\/[^"]+\.js)"/.exec((await page()).text)![1]!;
    const ask = (encoding: string) =>
      service.request().get(`/admin/${script}`).set({ Accept: '*/*', 'Accept-Encoding': encoding });
    const [compressed, plain] = [await ask('br;q=1, gzip'), await ask('gzip;q=0')];

    expect(compressed.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'content-encoding': 'gzip',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
    });
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.text).toBe(compressed.text);
  });

  it.each(['assets/none.js', 'index.html', 'index.html.gz', 'runs'])('do not have %s', async (path) => {
    const { status, type } = await service.request().get(`/admin/${path}`);

    expect(status).toBe(404);
    expect(type).toBe('application/problem+json');
  });
});
