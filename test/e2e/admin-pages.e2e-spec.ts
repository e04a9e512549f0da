import request from 'supertest';
import { Env } from '../../src/config/env.js';
import { problem } from '../support/http/api-client.js';
import { openService, testEnv, useService } from '../support/http/use-service.js';

describe('the pages of the admin app', () => {
  const service = useService();
  const page = () => service.request().get('/admin/').set('Accept', 'text/html');

  it('find their assets and the API from their own address, with a slash at its end and without', async () => {
    const without = await service.request().get('/admin').set('Accept', 'text/html');

    expect((await page()).text).toContain(
      'content="{&quot;api&quot;:&quot;../&quot;,&quot;base&quot;:&quot;./&quot;}"',
    );
    expect((await page()).text).toContain('src="./assets/');
    expect(without.text).toContain('content="{&quot;api&quot;:&quot;../&quot;,&quot;base&quot;:&quot;./admin/&quot;}"');
    expect(without.text).toContain('src="./admin/assets/');
    expect(without.text).not.toContain('"./assets/');
  });

  it('are where a browser is sent that asks for the bare address; a program finds nothing there', async () => {
    const ask = (accept: string) => service.request().get('/').set('Accept', accept);
    const browser = await ask('text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8').expect(302);
    expect(browser.headers).toMatchObject({ location: './admin/', vary: 'Accept', 'cache-control': 'no-store' });

    for (const accept of ['*/*', 'application/json', 'application/json, text/html;q=0.5']) {
      expect((await ask(accept).expect(404)).body).toEqual(problem('not-found'));
    }
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
  });

  it('are told where people sign in, and may call the origins of the provider alone', async () => {
    const signIn = {
      issuer: 'https://id.example.org/realms/school',
      clientId: "learning & '$&",
      scope: 'openid learning',
      origins: ['https://oauth2.example.org'],
    };
    const settings = { ADMIN_SIGN_IN_ISSUER: signIn.issuer, ADMIN_SIGN_IN_CLIENT_ID: signIn.clientId };
    const more = { ADMIN_SIGN_IN_SCOPE: signIn.scope, ADMIN_SIGN_IN_ORIGINS: signIn.origins };
    const env = Object.assign(new Env(), testEnv, settings, more);
    const other = await openService(service.databaseUrl, env);
    const { headers, text } = await request(other.getHttpServer()).get('/admin/').set('Accept', 'text/html');
    await other.close();

    const [, told] = /name="learning-engine" content="([^"]*)"/.exec(text)!;
    expect(JSON.parse(told!.replaceAll('&quot;', '"').replaceAll('&amp;', '&'))).toEqual({
      api: '../',
      base: './',
      signIn,
    });
    expect(headers['content-security-policy']).toContain(
      "; connect-src 'self' https://id.example.org https://oauth2.example.org; ",
    );
  });

  it('are there with the query with which a provider leads back', async () => {
    const { status } = await service.request().get('/admin/?code=a&state=b&iss=https%3A%2F%2Fid.example.org');

    expect(status).toBe(200);
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

  it.each([
    ['runs', './#/runs'],
    ['runs?status=FAILED&algo_key=mastery', './#/runs?status=FAILED&algo_key=mastery'],
    ['jobs/schedules', '../#/jobs/schedules'],
    [
      'algorithms/mastery/versions/v2/params/17dd11ea',
      '../../../../../#/algorithms/mastery/versions/v2/params/17dd11ea',
    ],
  ])('lead a browser that asks for %s to its place in the app, behind any prefix', async (path, location) => {
    const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
    const { headers } = await service.request().get(`/admin/${path}`).set('Accept', accept).expect(302);

    expect(headers).toMatchObject({ location, vary: 'Accept', 'cache-control': 'no-store' });
  });

  it.each(['assets/none.js', 'assets/%2e%2e/index.html', 'index.html', 'runs'])('do not have %s', async (path) => {
    const { status, type } = await service.request().get(`/admin/${path}`);

    expect([400, 404]).toContain(status);
    expect(type).toBe('application/problem+json');
  });
});
