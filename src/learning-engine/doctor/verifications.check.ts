import { lastVerifications } from '../jobs/verification/last-verifications.js';
import { type Check, type Finding } from './finding.js';

const AGAIN = 'Once the cause is gone, "verify" again: the finding is of the last verification of the version.';

/** Runs came out as they did when they were last computed again. */
export const checkVerifications =
  (tenant: string): Check =>
  async (manager) => {
    const last = await lastVerifications((text, values) => manager.query(text, values), tenant);
    return last.flatMap(({ algo_key, version, runs, drift, code_changed, largest, jobId }): Finding[] => {
      const subject = `${algo_key} ${version}`;
      const example = largest && `, such as run ${largest.run_id}${placeOf(largest)}`;
      const found = (count: number) => `${count} of ${runs} runs that job ${jobId} computed again came out otherwise`;
      return [
        ...(drift > 0
          ? [
              {
                code: 'RUNS_DRIFT',
                subject,
                message: `${found(drift)}, although their code is not known to be another${example}`,
                remedy: `The version depends on something beside its input and parameters (chance, a clock, a time zone, Node or a library), or records were altered. ${AGAIN}`,
              },
            ]
          : []),
        ...(code_changed > 0
          ? [
              {
                code: 'RUNS_CODE_CHANGED',
                subject,
                message: `${found(code_changed)}, by other code than they were recorded with${example}`,
                remedy: `A version that has run must not change: give the change a version of its own, and restore the code of this one. ${AGAIN}`,
              },
            ]
          : []),
      ];
    });
  };

const placeOf = ({ pointer, relative }: { pointer: string | null; relative: number | null }): string =>
  pointer === null ? '' : ` at ${pointer || 'its root'}${relative === null ? '' : ` by ${relative.toPrecision(3)}`}`;
