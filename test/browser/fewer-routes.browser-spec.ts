import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { type Request } from 'express';
import { randomUUID } from 'node:crypto';
import { Registry } from 'prom-client';
import {
  type ActivationsResponse,
  type AuthUser,
  LearningHttpModule,
  type VersionDetailsResponse,
} from 'learning-engine/http';
import { AdminPages } from 'learning-engine-admin';
import { HttpHostModule } from '../fixtures/http-host/http-host.module.js';
import { expectAccessible, takeScreenshot } from '../support/browser/look-at.js';
import { type Opening, useBrowser } from '../support/browser/use-browser.js';
import { VIEWS } from '../support/browser/views.js';
import { useEmptyDatabase } from '../support/database/own-database.js';

const token = 'of-the-host';
const head: AuthUser = { userId: randomUUID(), role: 'admin' };
const authUser = ({ headers }: Request) => (headers.authorization === `Bearer ${token}` ? head : undefined);

@Controller('ops/learning')
class LearningAdmin extends AdminPages {
  protected settings() {
    return { api: '/' };
  }
}

// No test lets the pages ask for a route that is not there: the browser would write the 404 to the console.
describe('the pages in an app without jobs, learners, evidence and webhooks', () => {
  const database = useEmptyDatabase();
  const browser = useBrowser();
  let app: NestExpressApplication;
  let origin: string;
  beforeAll(async () => {
    const http = LearningHttpModule.forRoot({ authUser });
    @Module({ imports: [HttpHostModule.forRoot(database.url, http, new Registry())], controllers: [LearningAdmin] })
    class HostModule {}
    app = await NestFactory.create<NestExpressApplication>(HostModule, {
      ...{ rawBody: true, logger: false, abortOnError: false },
    });
    await app.listen(0, '127.0.0.1');
    origin = await app.getUrl();
  });
  afterAll(() => app?.close());

  const open = async (path = '/', opening?: Opening) => {
    const page = await browser.open(`${origin}/ops/learning/#token=${token}`, opening);
    if (path !== '/') {
      await page.evaluate(`location.hash = ${JSON.stringify(`#${path}`)}`);
      await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor({ state: 'detached' });
    }
    return page;
  };
  const ask = async (path: string) =>
    (await fetch(`${origin}/v1/learning/${path}`, { headers: { Authorization: `Bearer ${token}` } })).json();

  it('show the rooms that there are, and ask for nothing else', async () => {
    const page = await open();
    await page.getByText('mastery runs a stub').waitFor();
    await page.getByRole('region', { name: 'mastery' }).getByText('no runs').waitFor();
    const links = await page.getByRole('navigation', { name: 'Menu' }).getByRole('link').allInnerTexts();
    expect(links.map((label) => label.trim())).toEqual(['Overview', 'Algorithms', 'Runs', 'Audit']);
    await page.getByRole('link', { name: 'Audit' }).click();
    await page.getByText(/^\d changes are shown\.$/).waitFor();
  });

  it('show of an algorithm what there is, and lead to an active set without evidence', async () => {
    const page = await open('/algorithms/mastery');
    await page.getByRole('region', { name: 'v2', exact: true }).getByRole('link', { name: 'Tune v2' }).waitFor();
    expect(await page.getByRole('tab').allInnerTexts()).toEqual(['Versions', 'Activation log', 'Runs', 'Gate']);
    await page.getByRole('link', { name: 'Tune v1' }).click();
    await page.getByRole('button', { name: 'Check' }).click();
    await page.getByText('The service takes this set').waitFor();
    await page.getByRole('button', { name: 'Store' }).click();
    await page.getByRole('button', { name: 'Activate' }).click();
    const dialog = page.getByRole('dialog');
    const { activations } = (await ask('activations?algo_key=mastery&limit=1')) as ActivationsResponse;
    await dialog.getByLabel('Reason').fill('The first one');
    await dialog.getByLabel('to confirm').fill(`v0/${activations[0]!.params_id!.slice(0, 8)}`);
    expect(await dialog.getByText('Make the states of all learners first').count()).toBe(0);
    await dialog.getByRole('button', { name: 'Activate' }).click();
    await page.getByText('This set is active.').waitFor();
    expect(await page.getByText('1. Evaluate').count()).toBe(0);
    const { status } = (await ask('algorithms/mastery/versions/v1')) as VersionDetailsResponse;
    expect(status).toBe('ACTIVE');
    await page.getByRole('link', { name: 'See the activation log' }).click();
    await page.getByRole('listitem').filter({ hasText: 'The first one' }).waitFor();
  });

  it.each(['/jobs', '/webhooks', '/learners', '/items/mistakes', '/fits', '/algorithms/mastery/shadows/1', '/nowhere'])(
    'say of the typed address %s that there is no such page',
    async (path) => {
      const page = await open(path);
      await page.getByRole('heading', { name: 'There is no such page.' }).waitFor();
      await page.getByText(`#${path}`, { exact: true }).waitFor();
      await page.getByRole('main').getByRole('link', { name: 'Overview' }).click();
      await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    },
  );

  it.each(VIEWS)('say it so that it can be read ($size, $scheme)', async (view) => {
    const page = await open('/jobs', view);
    await page.getByRole('heading', { name: 'There is no such page.' }).waitFor();
    await takeScreenshot(page, 'not-found');
    await expectAccessible(page);
  });
});
