import { type WholeMistakeAnalysis } from '../evidence/analyses/mistake-analyses.service.js';

/** An analysis of mistakes, for people: what was looked at, and what came of it. What was found is in the JSON. */
export function analysisText(analysis: WholeMistakeAnalysis): string {
  const { id, bankId, groupId, version, outcome, reason, learners, answers, from, until, report, digest } = analysis;
  const of = [bankId !== null && `bank ${bankId}`, groupId !== null && `group ${groupId}`].filter(Boolean).join(', ');
  const window = `${from ? `from ${from.toISOString()} ` : ''}until ${until.toISOString()}`;
  return [
    `Analysis ${id} of ${of} by mistakes ${version}: ${outcome}\n`,
    reason === null ? '' : `${reason}\n`,
    `\n${answers} first answers of ${learners} learners, ${window}.\n`,
    `${report.questions.length} questions, ${report.left_out.count} left out.\n`,
    ...Object.entries(analysis.result ?? {}).map(([part, found]) => `${part}: ${countOf(found)}\n`),
    `\nWhat was found is printed by --json. Digest ${digest}\n`,
  ].join('');
}

/** Parts are lists, or have their list in `rows`. */
function countOf(part: unknown): number | string {
  const rows = (part as { rows?: unknown } | null)?.rows ?? part;
  return Array.isArray(rows) ? rows.length : '-';
}
