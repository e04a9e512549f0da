import { number } from '../../shared/numbers';
import { text } from '../../strings';

/** What a job of the kind `runs.verify` has found of one run. */
export interface VerificationResult {
  versions: readonly {
    match: number;
    match_other_code: number;
    erased: number;
    reasons: Readonly<Record<string, number>>;
  }[];
  findings: readonly {
    verdict: string;
    runtime: string;
    pointer: string | null;
    relative: number | null;
    fails: string | null;
  }[];
}

interface Verdict {
  color: 'teal' | 'orange' | 'red' | 'gray';
  title: string;
  detail?: string;
}

/** What is said of a run that was verified, or of a verification that ended without a result. */
export function verdictOf(result: VerificationResult | null, error: string | null): Verdict {
  const words = text.runs;
  if (!result) return { color: 'gray', title: words.notVerified, ...(error !== null && { detail: error }) };
  const [version] = result.versions;
  const [finding] = result.findings;
  if (finding) {
    const { verdict, runtime, pointer, relative, fails } = finding;
    return {
      color: 'red',
      title: verdict === 'code_changed' ? words.codeChanged : words.drift,
      detail: [
        fails !== null
          ? words.fails(fails)
          : pointer !== null && words.differsAt(pointer || '/', relative === null ? undefined : number(relative)),
        runtime === 'other' && words.otherRuntime,
      ]
        .filter(Boolean)
        .join(' '),
    };
  }
  if (!version) return { color: 'gray', title: words.notVerified, detail: words.gone };
  if (version.match > 0) {
    const hasOtherCode = version.match_other_code > 0;
    return { color: 'teal', title: words.matches, ...(hasOtherCode && { detail: words.matchesOtherCode }) };
  }
  const [reason = 'erased'] = Object.keys(version.reasons);
  return { color: 'gray', title: words.notVerified, detail: words.reasons[reason] ?? reason };
}
