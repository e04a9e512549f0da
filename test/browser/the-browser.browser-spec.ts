import { type Server } from 'node:http';
import { type Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser/launch-browser.js';
import { expectAccessible } from '../support/browser/look-at.js';
import { packagedChromium } from '../support/browser/packaged-chromium.js';
import { type Allowances, watchPages } from '../support/browser/page-findings.js';
import { servePages } from '../support/browser/page-server.js';

const page = (body: string) => `<!doctype html><html lang="en"><title>A page</title>${body}`;

const pages = {
  '/good': page('<h1>Good</h1>'),
  '/inline': page('<script>document.title = "run"</script>'),
  '/eval': page('<script src="/eval.js"></script>'),
  '/eval.js': 'try { new Function("return 1")() } catch {}',
  '/throws': page('<script src="/throws.js"></script>'),
  '/throws.js': 'throw new TypeError("thrown by a test")',
  '/rejects': page('<script src="/rejects.js"></script>'),
  '/rejects.js': 'Promise.reject(new TypeError("rejected by a test"))',
  '/says': page('<script src="/says.js"></script>'),
  '/says.js': 'console.error("said by a test")',
  '/lacks': page('<script src="/missing.js"></script>'),
  '/asks': page('<script src="/asks.js"></script>'),
  '/asks.js': 'fetch("/v1/missing")',
  '/elsewhere': page('<img alt="" src="http://127.0.0.1:9/x">'),
  '/pale': page('<h1><font color="#aaaaaa">Pale</font></h1><img src="data:,">'),
};

describe('the browser of the tests', () => {
  let browser: Browser;
  let server: Server;
  let origin: string;
  beforeAll(async () => {
    browser = await launchBrowser();
    ({ server, origin } = await servePages(pages));
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  async function findingsOf(path: string, allowances: Allowances = {}): Promise<string[]> {
    const context = await browser.newContext();
    const findings = await watchPages(context, origin, allowances);
    const opened = await context.newPage();
    await opened.goto(`${origin}${path}`, { waitUntil: 'networkidle' });
    await context.close();
    return findings;
  }

  it.each([
    ['/good', []],
    ['/inline', ['policy: script-src-elem inline', expect.stringMatching(/^console: /)]],
    ['/eval', ['policy: script-src eval', expect.stringMatching(/^console: /)]],
    ['/throws', [expect.stringMatching(/^error: TypeError: thrown by a test/)]],
    ['/rejects', [expect.stringMatching(/^error: TypeError: rejected by a test/)]],
    ['/says', ['console: said by a test']],
    ['/lacks', [expect.stringMatching(/^console: .*404/)]],
    ['/asks', [expect.stringMatching(/^console: .*404/)]],
    ['/elsewhere', ['request: http://127.0.0.1:9/x', expect.stringMatching(/^console: /)]],
  ])('sees what %s does', async (path, expected) => {
    const found = await findingsOf(path);

    expect(found.sort()).toEqual(expected.sort());
  });

  it('lets a test expect answers of the API and other origins, and nothing else', async () => {
    expect(await findingsOf('/asks', { statuses: [404] })).toEqual([]);
    expect(await findingsOf('/asks', { statuses: [401] })).toHaveLength(1);
    expect(await findingsOf('/lacks', { statuses: [404] })).toHaveLength(1);
    expect(await findingsOf('/elsewhere', { origins: ['http://127.0.0.1:9'] })).toEqual([]);
    expect(await findingsOf('/says', { origins: ['http://127.0.0.1:9'] })).toHaveLength(1);
  });

  it('has a font: texts are seen', async () => {
    const context = await browser.newContext();
    const opened = await context.newPage();
    await opened.goto(`${origin}/good`);
    const dots = await opened.evaluate<number>(`(() => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 200, height: 50 }).getContext('2d');
      canvas.font = '30px sans-serif';
      canvas.fillText('Words', 10, 40);
      return canvas.getImageData(0, 0, 200, 50).data.filter((value, index) => index % 4 === 3 && value > 128).length;
    })()`);

    expect(dots).toBeGreaterThan(200);
    await context.close();
  });

  it('finds what keeps people out', async () => {
    const context = await browser.newContext();
    const opened = await context.newPage();
    await opened.goto(`${origin}/good`);
    await expectAccessible(opened);
    await opened.goto(`${origin}/pale`);

    await expect(expectAccessible(opened)).rejects.toThrow(/color-contrast[^]*image-alt|image-alt[^]*color-contrast/);
    await context.close();
  });

  it.each([
    { platform: 'linux', arch: 'arm64', glibc: '2.36' },
    { platform: 'linux', arch: 'x64' },
    { platform: 'darwin', arch: 'x64' },
  ])('is to be named by CHROMIUM_PATH on %j', async (machine) => {
    await expect(packagedChromium(machine)).rejects.toThrow(/set CHROMIUM_PATH to its program/);
  });
});
