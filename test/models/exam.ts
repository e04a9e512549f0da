import { MistakesV2Algorithm, type MistakesV2Attempt, MistakesV2Params } from 'learning-engine/algorithms';
import { heldOutLine } from './calibrated-table.js';

const algorithm = new MistakesV2Algorithm();
const params = Object.freeze(new MistakesV2Params());
const AT = '2026-01-21T12:00:00Z';

/** The options of a line, separated by spaces; null for a point, which is no answer. */
const optionsOf = (line: string): (number | null)[] =>
  line
    .trim()
    .split(/\s+/)
    .map((option) => (option === '.' ? null : Number(option)));

/** What mistakes v2 and difficulty v2 say of an exam: a line with its key, and a line of chosen options for each learner. */
export function* exam([first = '', ...lines]: readonly string[]): Generator<string> {
  const key = optionsOf(first);
  const chosen = lines.map(optionsOf);
  const options = Math.max(...[key, ...chosen].flat().map((option) => option ?? 0));
  const questions = key.map((key_option, index) => ({
    ...{ question_id: `${index + 1}`, option_count: options, key_option: key_option! },
  }));
  const attempts = chosen.map((row, learner) =>
    row.map((option, index): MistakesV2Attempt => ({
      ...{ attempt_id: `${learner + 1}.${index + 1}`, learner_id: `${learner + 1}`, question_id: `${index + 1}` },
      ...{ option, at: AT },
    })),
  );
  const given = { now: AT, questions, with_counts: true };
  const begun = performance.now();
  const whole = algorithm.compute(params, { ...given, attempts: attempts.flat() });
  const seconds = (performance.now() - begun) / 1000;
  yield `${lines.length} learners, ${key.length} questions of up to ${options} options: ${seconds.toFixed(1)} s`;
  for (const { question_id, option, p_value } of whole.suspects) {
    yield `suspect: question ${question_id}, option ${option}, p ${p_value.toExponential(1)}`;
  }
  for (const { a, b, q_value } of whole.pairs.rows) {
    yield `pair: question ${a.question_id} option ${a.option}, question ${b.question_id} option ${b.option}, q ${q_value}`;
  }
  yield `suspects: ${whole.suspects.length}, pairs: ${whole.pairs.rows.length}`;
  const counts = JSON.stringify(whole.counts);
  yield `counts: ${Math.round(counts.length / 1024)} KiB`;
  const thirds = [0, 1, 2].map((part) => attempts.filter((_, learner) => learner % 3 === part).flat());
  let parts = algorithm.compute(params, { ...given, attempts: thirds[0]! });
  for (const more of thirds.slice(1)) {
    parts = algorithm.compute(params, { ...given, attempts: more, counts: parts.counts });
  }
  yield `in three parts: ${JSON.stringify(parts) === JSON.stringify(whole) ? 'the same' : 'ANOTHER OUTPUT'}`;
  const right = (one: number | null, index: number) => (one === null ? '.' : one === key[index] ? '1' : '0');
  yield `answers that are left out: ${heldOutLine(chosen.map((row) => row.map(right).join('')))}`;
}
