import { type DataSource } from 'typeorm';
import { requestsOfEveryRoute, type RouteRequest } from '../support/http/every-route.js';
import { bearerOf, useTenants } from '../support/http/use-tenants.js';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** All rows of all tables of a school, as text. */
async function rowsOf(dataSource: DataSource): Promise<Map<string, string[]>> {
  const tables = await dataSource.query<{ name: string }[]>(
    "SELECT relname AS name FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' ORDER BY 1",
  );
  const rows = new Map<string, string[]>();
  for (const { name } of tables) {
    const found = await dataSource.query<{ row: string }[]>(`SELECT t::text AS row FROM "${name}" t ORDER BY 1`);
    rows.set(
      name,
      found.map(({ row }) => row),
    );
  }
  return rows;
}

const idsIn = (rows: Map<string, string[]>): Set<string> =>
  new Set([...rows.values()].flat().flatMap((row) => row.match(UUID) ?? []));

/** Ids of the tests themselves, which both schools have. */
const FIXED = /^(\d)\1{7}-/;

describe('two schools of one service', () => {
  const service = useTenants(['alpha', 'beta'], { METRICS: true });
  let tenant = 'alpha';
  const requestsIn = async (name: string) => {
    tenant = name;
    const asking = { authorization: () => bearerOf(tenant), dataSource: await service.rowsOf(name) };
    return requestsOfEveryRoute(service.app, asking);
  };
  /** Sends all, and answers which did not succeed, by name. */
  const failedOf = async (requests: readonly RouteRequest[], look: (request: RouteRequest, body: string) => void) => {
    const failed: string[] = [];
    for (const request of requests) {
      const { status, body } = await request.send();
      if (status >= 300) failed.push(`${request.name} ${status}`);
      look(request, body);
    }
    return failed;
  };

  it('see and change nothing of each other, by any route', async () => {
    const [alpha, beta] = [await service.rowsOf('alpha'), await service.rowsOf('beta')];
    const shared = idsIn(await rowsOf(beta)); // of seeds
    const ofAlpha = await requestsIn('alpha');
    expect(await failedOf(ofAlpha, () => undefined)).toEqual([]);
    const written = await rowsOf(alpha);
    const canaries = new Set([...idsIn(written)].filter((id) => !shared.has(id) && !FIXED.test(id)));
    expect(canaries.size).toBeGreaterThan(50);
    const seen = (text: string) => [...new Set(text.match(UUID) ?? [])].filter((id) => canaries.has(id));

    // By the ids of alpha, as an administrator of beta.
    tenant = 'beta';
    const rejected = await failedOf(ofAlpha, ({ name, path }, body) => {
      expect([name, seen(body).filter((id) => !path.includes(id))]).toEqual([name, []]);
    });
    expect(rejected.length).toBeGreaterThan(20);
    expect(rejected.filter((one) => !/ (404|409|422)$/.test(one))).toEqual([]);

    expect(
      await failedOf(await requestsIn('beta'), ({ name }, body) => expect([name, seen(body)]).toEqual([name, []])),
    ).toEqual([]);
    expect(seen([...(await rowsOf(beta)).values()].flat().join('\n'))).toEqual([]);
    expect(await rowsOf(alpha)).toEqual(written);
  });
});
