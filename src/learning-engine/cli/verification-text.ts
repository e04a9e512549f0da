import { type VerificationFinding, type VerificationReport } from '../jobs/verification/verification-report.js';
import { table } from './table.js';

const MOST_SHOWN = 10;

/** A report for people. */
export function verificationText({ runs, population, since, until, seed, ...rest }: VerificationReport): string {
  const { versions, findings, finding_count } = rest;
  const reasons = new Map<string, number>();
  for (const version of versions) {
    for (const [reason, count] of Object.entries(version.reasons)) {
      reasons.set(reason, (reasons.get(reason) ?? 0) + count);
    }
  }
  const other = versions.reduce((sum, { match_other_code }) => sum + match_other_code, 0);
  const lines = [
    `${runs} of ${population} runs from ${since}\nuntil ${until}, seed ${seed}\n\n`,
    versions.length === 0
      ? ''
      : table(
          ['version', 'runs', 'match', 'drift', 'code changed', 'erased', 'unverifiable'],
          versions.map((one) => [
            `${one.algo_key} ${one.version}`,
            ...[one.runs, one.match, one.drift, one.code_changed, one.erased, one.unverifiable],
          ]),
        ),
    other > 0 ? `\n${other} of those that match were recorded with other code.\n` : '',
    reasons.size > 0 ? `\nUnverifiable: ${[...reasons].map(([name, count]) => `${count} ${name}`).join(', ')}.\n` : '',
    findings.length > 0 ? `\n${findings.slice(0, MOST_SHOWN).map(findingLine).join('')}` : '',
    finding_count > MOST_SHOWN ? `… and ${finding_count - MOST_SHOWN} more; --json shows 100.\n` : '',
  ];
  return lines.join('');
}

function findingLine({ run_id, algo_key, version, ...found }: VerificationFinding): string {
  const { verdict, code, runtime, pointer, relative, fails } = found;
  const place =
    fails !== null
      ? `fails now: ${fails}`
      : pointer === null
        ? 'its digest differs'
        : `${pointer || 'the whole'} differs${relative === null ? '' : ` by ${relative.toPrecision(3)}`}`;
  const notes = [code === 'unknown' && 'code unknown', runtime === 'other' && 'another runtime'].filter(Boolean);
  return `${verdict} ${run_id} ${algo_key} ${version}\n  ${place}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}\n`;
}
