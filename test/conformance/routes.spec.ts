import { randomUUID } from 'node:crypto';
import { type AuthUser, type Role, roles } from 'learning-engine/http';
import { signToken } from '../../src/auth/sign-token.js';
import { Env } from '../../src/config/env.js';
import { type AppRoute, filledPath, routesOf, servedBy } from '../support/http/app-routes.js';
import { useAsk } from '../support/http/ask.js';
import { testEnv, useService } from '../support/http/use-service.js';

/** Routes that need no token, each with the reason. */
const PUBLIC: string[] = [
  'HomeController.openAdmin', // leads browsers there
  'AdminController.getPage', // pages hold no data; with a slash at the end,
  'AdminController.getPage', // and without
  'AdminController.getAsset',
  ...new Array<string>(6).fill('AdminController.openAddress'), // leads typed addresses, one for each depth, to their pages
  'ProblemsController.getProblems', // what the problems of refusals mean
  'HealthController.getLive', // process managers have no token
  'HealthController.getReady', // nor have load balancers
  'MetricsController.getMetrics', // nor have scrapers; only with METRICS=true
];

/** The library serves the API document, and its pages, without a controller: they hold nothing that is not public. */
const isDocument = (route: string): boolean => /^GET \/docs(\/|$)/.test(route);

const userA: AuthUser = { userId: randomUUID(), role: 'user' };
const userB: AuthUser = { userId: randomUUID(), role: 'user' };
const reader: AuthUser = { userId: randomUUID(), role: 'reader' };
const aService: AuthUser = { userId: randomUUID(), role: 'service' };
const admin: AuthUser = { userId: randomUUID(), role: 'admin' };
const unknownRole: AuthUser = { userId: randomUUID(), role: 'root' as 'user' };

/** By category, the roles that a route lets in. */
const LETS_IN: Record<string, readonly Role[]> = {
  user: ['user', 'reader', 'service', 'admin'],
  reader: ['reader', 'service', 'admin'],
  service: ['service', 'admin'],
  admin: ['admin'],
};

/** Whom a route lets in: anybody else gets the status. */
function refusalOf({ category }: AppRoute, caller: AuthUser | undefined, isExpired: boolean): number | undefined {
  if (category === 'public') return undefined;
  if (!caller || isExpired) return 401;
  return LETS_IN[category!]!.includes(roles.find((role) => role === caller.role) ?? 'user') ? undefined : 403;
}

describe('every route', () => {
  const service = useService(Object.assign(new Env(), testEnv, { METRICS: true }));
  const ask = useAsk(() => service.app);
  const routes = () => routesOf(service.app);

  it('declares who may call it, and the public ones are these', () => {
    expect(routes().length).toBeGreaterThan(0);
    expect(routes().filter(({ category }) => category === undefined)).toEqual([]);
    const open = routes().filter(({ category }) => category === 'public');
    expect(open.map(({ name }) => name).sort()).toEqual([...PUBLIC].sort());
  });

  it('lets programs and administrators alone record answers and decisions, and administrators alone erase', () => {
    const categories = routes().map(({ name, category }) => [name, category]);
    expect(
      categories.filter(([name]) =>
        /^(Answers|Decisions|Next|Export|Learners|Merges|TimeZones|Due|Projections|Imports)Controller/.test(name!),
      ),
    ).toEqual([
      ['AnswersController.recordAnswers', 'service'],
      ['AnswersController.correctAnswer', 'service'],
      ['AnswersController.voidAnswer', 'service'],
      ['DecisionsController.decide', 'service'],
      ['NextController.chooseNext', 'user'],
      ['ExportController.exportLearner', 'user'],
      ['LearnersController.getLearner', 'user'],
      ['LearnersController.getLearnerState', 'user'],
      ['LearnersController.getLearnerDue', 'user'],
      ['LearnersController.eraseLearner', 'admin'],
      ['MergesController.listMerges', 'admin'],
      ['MergesController.mergeLearners', 'admin'],
      ['MergesController.unmergeLearners', 'admin'],
      ['TimeZonesController.setLearnerTimeZone', 'service'],
      ['DueController.getDue', 'reader'],
      ['ProjectionsController.listProjections', 'admin'],
      ['ProjectionsController.buildProjection', 'admin'],
      ['ProjectionsController.retireProjection', 'admin'],
      ['ImportsController.importAnswers', 'service'],
      ['ImportsController.listImports', 'service'],
      ['ImportsController.getImport', 'service'],
      ['ImportsController.listRejects', 'service'],
      ['ImportsController.dropImport', 'service'],
    ]);
  });

  it('belongs to a controller', () => {
    const declared = routes().map(({ method, path }) => `${method} ${path}`);
    const others = servedBy(service.app).filter((route) => !declared.includes(route));
    expect(others.filter((route) => !isDocument(route))).toEqual([]);
    expect(declared.filter((route) => !servedBy(service.app).includes(route))).toEqual([]);
  });

  it.each<[string, AuthUser | undefined]>([
    ['anonymous', undefined],
    ['a user', userA],
    ['another user', userB],
    ['a reader', reader],
    ['a service', aService],
    ['an administrator', admin],
    ['an unknown role', unknownRole],
  ])('lets %s in, or not, as it declares, and no one with an expired token', async (_name, caller) => {
    for (const isExpired of [false, true]) {
      const authorization = caller ? [`Bearer ${signToken(testEnv, caller, isExpired ? -3600 : 60)}`] : [];
      for (const route of routes()) {
        const { status } = await ask({ method: route.method, path: filledPath(route), authorization });
        const refusal = status === 401 || status === 403 ? status : undefined;
        expect([route.name, refusal]).toEqual([route.name, refusalOf(route, caller, isExpired)]);
        expect([route.name, status >= 500]).toEqual([route.name, false]);
      }
    }
  });
});
