import { type RunFilter, RunQueries } from 'learning-engine';
import { atMost, type Bench, type Benchmark, type Comparison } from '../benchmark.js';
import { onDatabase } from '../databases.js';
import { engineOn } from '../engine.js';
import { rateOf } from '../measure.js';
import { HEAVY_USER, seededDatabase, sampleIds } from '../seeded-runs.js';

const FEW = 10_000;
const PAGE = 50;
const DEEP = 10_000;
const LONGEST_PAGE = 200;

/** One log of runs, and the filters that the list allows, with values that occur in it. */
interface Side {
  log: RunQueries;
  filters: Record<string, RunFilter>;
}

export const runList: Benchmark = {
  name: 'run-list',
  description: 'a page of 50 runs by RunQueries.listRuns among many runs: the first one, and the 10,000th or the last',
  peer: 'the first page among 10,000 runs, with the same filter',
  async prepare(bench) {
    const [many, few] = [await openSide(bench, bench.options.rows), await openSide(bench, FEW)];
    const comparisons: Comparison[] = [];
    for (const [name, filter] of Object.entries(many.filters)) {
      const peer = pageTime(bench, few.log, few.filters[name]!);
      const first = { what: `${name}, page 1`, unit: 'ms', goal: atMost(1.3), peer };
      comparisons.push({ ...first, ours: pageTime(bench, many.log, filter) });
      const { page, before } = await deepPage(many.log, filter);
      if (page === 1) continue;
      comparisons.push({ ...first, what: `${name}, page ${page}`, ours: pageTime(bench, many.log, filter, before) });
    }
    return comparisons;
  },
};

async function openSide(bench: Bench, rows: number): Promise<Side> {
  const url = await seededDatabase(bench, rows);
  const { userId, sessionId, middle } = await onDatabase(url, sampleIds);
  return {
    log: (await engineOn(bench, url)).app.get(RunQueries),
    filters: {
      'no filter': {},
      algoKey: { algoKey: 'mastery' },
      version: { version: 'v1' },
      'status FAILED': { status: 'FAILED' },
      'status RUNNING': { status: 'RUNNING' },
      'status SUCCESS': { status: 'SUCCESS' },
      trigger: { trigger: 'nightly' },
      userId: { userId },
      'userId of an eighth of all': { userId: HEAVY_USER },
      sessionId: { sessionId },
      from: { from: middle },
      to: { to: middle },
    },
  };
}

const pageTime = (bench: Bench, log: RunQueries, filter: RunFilter, before?: string) => async () =>
  1000 / (await rateOf(bench.options.seconds / 4, 1, () => log.listRuns(filter, { limit: PAGE, before })));

/** The page `DEEP`, or the last full one, which is reached as a caller reaches it: by the pages before. */
async function deepPage(log: RunQueries, filter: RunFilter): Promise<{ page: number; before?: string }> {
  let skipped = 0;
  let reached: { page: number; before?: string } = { page: 1 };
  while (reached.page < DEEP) {
    const limit = Math.min(LONGEST_PAGE, (DEEP - 1) * PAGE - skipped);
    const { nextBefore } = await log.listRuns(filter, { limit, before: reached.before });
    if (nextBefore === null) break;
    skipped += limit;
    reached = { page: skipped / PAGE + 1, before: nextBefore };
  }
  return reached;
}
