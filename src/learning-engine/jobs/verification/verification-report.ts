import { type CodeComparison } from './verify-runs.compute.js';

/**
 * What became of a run: `match`, the same output; `code_changed`, another one, by other code; `drift`, another one although the code is
 * the same, or not known to be another; `erased`, of a learner who was erased since; `unverifiable`, for another reason.
 */
export const RunVerdict = {
  MATCH: 'match',
  DRIFT: 'drift',
  CODE_CHANGED: 'code_changed',
  ERASED: 'erased',
  UNVERIFIABLE: 'unverifiable',
} as const;
export type RunVerdict = (typeof RunVerdict)[keyof typeof RunVerdict];

/** Why nothing can be said of a run. */
export type UnverifiableReason =
  /** It has not ended. */
  | 'running'
  | 'failed'
  /** It was recorded by a host, which computed by itself. */
  | 'computed_by_host'
  /** Of its input a digest was recorded only. */
  | 'input_not_recorded'
  /** A fold, in an application without `EvidenceModule`. */
  | 'fold'
  /** A fold of a learner who is, or was, merged with another one. */
  | 'merged'
  /** A fold of states that were removed, of which it is not known by which sets they were made. */
  | 'projection_removed'
  /** A fold of entries that the log does not have like that. */
  | 'log_differs'
  /** This process has no class for its version. */
  | 'no_code'
  /** Its class cannot be loaded by a process of its own: it injects something, or declares no module. */
  | 'not_loadable'
  /** It takes more time, or memory, than a computation may. */
  | 'timed_out'
  | 'out_of_memory';

/** A run that came out otherwise. */
export type VerificationFinding = {
  run_id: string;
  algo_key: string;
  version: string;
  verdict: typeof RunVerdict.DRIFT | typeof RunVerdict.CODE_CHANGED;
  /** Its code against that of the process that verified it. */
  code: CodeComparison;
  /** Whether Node and the libraries were the same. */
  runtime: 'same' | 'other';
  /** Where its output differs most; null where only a digest of it was recorded, or it fails now. */
  pointer: string | null;
  /** By how much: |a - b| / max(|a|, |b|). Null where something else than a number differs. */
  relative: number | null;
  /** The error of the computation now; null where it does not fail. */
  fails: string | null;
};

/** What became of the runs of a version. */
export type VerifiedVersion = {
  algo_key: string;
  version: string;
  runs: number;
  /** Of them by other code with the same output: `match_other_code`. */
  match: number;
  match_other_code: number;
  drift: number;
  code_changed: number;
  erased: number;
  unverifiable: number;
  /** How many runs, by the reason. */
  reasons: Partial<Record<UnverifiableReason, number>>;
  /** The run that came out most otherwise. */
  largest: VerificationFinding | null;
};

/** What verifying has found. */
export type VerificationReport = {
  /** Runs that started from then on, and before. */
  since: string;
  until: string;
  seed: string;
  /** How many runs there are in the window, and how many of them were drawn. */
  population: number;
  runs: number;
  versions: VerifiedVersion[];
  /** The first 100. */
  findings: VerificationFinding[];
  finding_count: number;
};

/** What was found out about one run. */
export type VerifiedRun = Pick<VerificationFinding, 'algo_key' | 'version'> &
  (
    | { verdict: typeof RunVerdict.MATCH; code: CodeComparison }
    | { verdict: typeof RunVerdict.ERASED }
    | { verdict: typeof RunVerdict.UNVERIFIABLE; reason: UnverifiableReason }
    | VerificationFinding
  );

const MOST_FINDINGS = 100;

/** The counts of a report. */
export type VerificationTally = Pick<VerificationReport, 'runs' | 'versions' | 'findings' | 'finding_count'>;

export const NOTHING_VERIFIED: VerificationTally = { runs: 0, versions: [], findings: [], finding_count: 0 };

/** The counts with some more runs; versions in the order of their names. */
export function withVerified(tally: VerificationTally, verified: readonly VerifiedRun[]): VerificationTally {
  const versions = new Map(tally.versions.map((one) => [nameOf(one), { ...one, reasons: { ...one.reasons } }]));
  const found = verified.filter((run): run is VerificationFinding => 'run_id' in run);
  for (const run of verified) {
    const { algo_key, version } = run;
    const of = versions.get(nameOf(run)) ?? noRuns(algo_key, version);
    versions.set(nameOf(run), of);
    of.runs += 1;
    of[run.verdict] += 1;
    if (run.verdict === RunVerdict.MATCH && run.code === 'other') of.match_other_code += 1;
    if (run.verdict === RunVerdict.UNVERIFIABLE) of.reasons[run.reason] = (of.reasons[run.reason] ?? 0) + 1;
    if ('run_id' in run && (!of.largest || isLarger(run, of.largest))) of.largest = run;
  }
  return {
    runs: tally.runs + verified.length,
    versions: [...versions.values()].sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1)),
    findings: [...tally.findings, ...found].slice(0, MOST_FINDINGS),
    finding_count: tally.finding_count + found.length,
  };
}

const nameOf = ({ algo_key, version }: Pick<VerifiedVersion, 'algo_key' | 'version'>): string =>
  `${algo_key} ${version}`;

const noRuns = (algo_key: string, version: string): VerifiedVersion => ({
  ...{ algo_key, version, runs: 0, match: 0, match_other_code: 0, drift: 0, code_changed: 0, erased: 0 },
  ...{ unverifiable: 0, reasons: {}, largest: null },
});

/** What is no difference of numbers is larger than any of them. */
const isLarger = (one: VerificationFinding, other: VerificationFinding): boolean =>
  (one.relative ?? Infinity) > (other.relative ?? Infinity);
