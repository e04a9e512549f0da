import { type DataSource } from 'typeorm';
import { type PreviewPart } from 'learning-engine/evidence';

/** A state as the database has it. */
interface Row {
  learner: string;
  scope: string;
  value: number | null;
  due: number | null;
  through: number;
  mastered: boolean | null;
}

/** All states by the active version of a key. */
export const activeStates = (dataSource: DataSource, algoKey: string): Promise<Row[]> =>
  dataSource.query<Row[]>(
    `SELECT s.learner_id AS learner, s.scope_kind || ':' || s.scope_id AS scope, s.value, (s.state ->> 'mastered')::boolean AS mastered,
       (extract(epoch FROM s.due_at) * 1000)::float8 AS due, (extract(epoch FROM s.through_at) * 1000)::float8 AS through
     FROM learner_states s JOIN projections p ON p.id = s.projection_id JOIN algo_versions v ON v.id = p.algo_version_id
     JOIN algo_params a ON a.id = p.params_id WHERE v.algo_key = $1 AND v.status = 'ACTIVE' AND a.is_active`,
    [algoKey],
  );

const exact = (total: number) => ({ total, interval: [total, total] as [number, number] });
const near = (value: number) => Number(value.toPrecision(12));
const shareOf = (part: number, whole: number) =>
  whole === 0 ? null : { share: near(part / whole), interval: [near(part / whole), near(part / whole)] };

function at(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? null;
}

/** What a preview says of the moment, without what may come. */
export function ofTheMoment({ forecast: _f, beyond_observed: _b, extrapolates: _e, ...part }: PreviewPart) {
  return part;
}

/** What a preview of all learners has to say, from what the database had before and after the activation. */
export function expectedPart(
  learners: readonly string[],
  before: readonly Row[],
  after: readonly Row[],
  now: string,
  failed: readonly string[] = [],
): Partial<PreviewPart> {
  const isIn = ({ learner }: Row) => learners.includes(learner);
  const both = { active: before.filter(isIn), candidate: after.filter(isIn) };
  const name = ({ learner, scope }: Row) => `${learner} ${scope}`;
  const other = new Map(both.candidate.map((row) => [name(row), row]));
  const old = new Map(both.active.map((row) => [name(row), row]));
  const pairs = [...new Set([...old.keys(), ...other.keys()])].map((key) => [old.get(key), other.get(key)] as const);
  const forBoth = <T>(make: (rows: readonly Row[], index: 0 | 1) => T) => ({
    active: make(both.active, 0),
    candidate: make(both.candidate, 1),
  });
  const all = [...both.active, ...both.candidate];
  const midnight = new Date(`${now.slice(0, 10)}T00:00:00Z`).getTime() + 86_400_000;
  const horizons: [string, number][] = [
    ['today', midnight],
    ['7 days', Date.parse(now) + 7 * 86_400_000],
    ['30 days', Date.parse(now) + 30 * 86_400_000],
  ];
  const due = horizons.map(([within, limit]) => ({
    ...{ within, before: new Date(limit).toISOString() },
    ...forBoth((rows) => {
      const isDue = (row: Row) => row.due !== null && row.due < limit;
      const counts = learners.map((id) => rows.filter((row) => row.learner === id && isDue(row)).length);
      const sum = counts.reduce((total, count) => total + count, 0);
      const mean = learners.length === 0 ? 0 : near(sum / learners.length);
      return {
        ...{ ...exact(sum), mean, mean_interval: [mean, mean] },
        ...{ p50: at(counts, 0.5), p95: at(counts, 0.95), max: at(counts, 1) },
      };
    }),
  }));
  const ratios = pairs.flatMap(([one, two]) =>
    one && two && one.due !== null && two.due !== null && one.due > one.through
      ? [(two.due - two.through) / (one.due - one.through)]
      : [],
  );
  const edges = [0, 1 / 3, 1 / 2, 4 / 5, 5 / 4, 2, 3, Infinity];
  const bins = edges.slice(1).map((to, bin) => {
    const above = edges[bin]!;
    const isAbove = (ratio: number) => (above < 1 ? ratio >= above : ratio > above) || bin === 0;
    const isUpTo = (ratio: number) => (to < 1 ? ratio < to : ratio <= to);
    return ratios.filter((ratio) => isAbove(ratio) && isUpTo(ratio)).length;
  });
  const changes = pairs.flatMap(([one, two]) =>
    one && two && one.value !== null && two.value !== null
      ? [Math.round(Math.abs(two.value - one.value) * 10_000) / 10_000]
      : [],
  );
  const bands = [0.25, 0.5, 0.75, 0.95];
  const bandOf = (row: Row | undefined) =>
    row && row.value !== null ? bands.filter((edge) => row.value! >= edge).length : 5;
  const matrix = Array.from({ length: 6 }, () => new Array<number>(6).fill(0));
  for (const [one, two] of pairs) {
    if (bandOf(one) < 5 || bandOf(two) < 5) matrix[bandOf(one)]![bandOf(two)]! += 1;
  }
  const saysNothing = ({ value, due: at, mastered }: Row) => [value, at, mastered].every((said) => said === null);
  const isDueToday = (row: Row | undefined) => (row?.due ?? Infinity) < midnight;
  const changed = new Set(
    pairs.flatMap(([one, two]) => {
      const isSame =
        one && two
          ? isDueToday(one) === isDueToday(two) &&
            (one.mastered === null || two.mastered === null || one.mastered === two.mastered) &&
            bandOf(one) === bandOf(two)
          : saysNothing((one ?? two)!);
      return isSame ? [] : [(one ?? two)!.learner];
    }),
  );
  const judged = pairs.filter((pair) => pair.some((row) => row && row.mastered !== null)).length;
  const gained = pairs.filter(([one, two]) => !one?.mastered && two?.mastered).length;
  const lost = pairs.filter(([one, two]) => one?.mastered && !two?.mastered).length;
  const failures = failed.filter((id) => learners.includes(id)).length;
  return {
    learners: { all: learners.length, sampled: learners.length },
    changed: shareOf(changed.size, learners.length),
    states: forBoth((rows) => exact(rows.length)),
    failures: {
      active: [],
      candidate: failures === 0 ? [] : [{ code: 'FOLD_FAILED', learners: exact(failures) }],
    },
    ...(all.some((row) => row.due !== null) && {
      due,
      intervals: {
        states: exact(ratios.length),
        ratios: bins.map((count, bin) => ({
          above: bin === 0 ? null : edges[bin],
          to: bin === 6 ? null : edges[bin + 1],
          ...exact(count),
          share: shareOf(count, ratios.length),
        })),
        beyond_3: shareOf(bins[6]!, ratios.length),
        below_third: shareOf(bins[0]!, ratios.length),
      },
    }),
    ...(all.some((row) => row.value !== null) && {
      values: {
        change: { p50: at(changes, 0.5), p95: at(changes, 0.95) },
        bands: { names: ['below 0.25', 'below 0.5', 'below 0.75', 'below 0.95', 'from 0.95', 'none'], matrix },
      },
    }),
    ...(all.some((row) => row.mastered !== null) && {
      mastered: {
        ...forBoth((rows) => exact(rows.filter(({ mastered }) => mastered).length)),
        ...{ gained: exact(gained), lost: exact(lost) },
        ...{ gained_share: shareOf(gained, judged), lost_share: shareOf(lost, judged) },
      },
    }),
  } as Partial<PreviewPart>;
}
