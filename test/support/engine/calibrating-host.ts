import { type CalibratedItem, type ItemDifficulty } from 'learning-engine/learners';
import { type BankSettings, simulatedBank } from '../models/calibrated-bank.js';
import { learnerNumber } from './answers.js';
import { type EvidenceHost, openEvidence } from './open-evidence.js';
import { ended } from './open-jobs.js';
import { storeAnswers, type StoredAnswer } from './store-answers.js';

/** What a calibration by a job came to, as far as tests read it. */
export interface CalibrationResult {
  outcome: string;
  calibration_id: string;
  not_first: number;
  report: {
    rapid: number;
    answers: number;
    link: { shift: number; anchors: number; drifting: number; drifting_items: { item_id: string }[] } | null;
    items: { timed: number };
    skills: { rated: number; carried: number };
    judged: { contenders: { name: string; log_loss: number; bins: unknown[] }[] };
    difficulties: number[];
  };
}

/** A host that calibrates, with learners whose answers name a bank. The caller opens it in `beforeAll`, and closes it. */
export class CalibratingHost {
  private stored = 0;

  private constructor(readonly host: EvidenceHost) {}

  static async open(url: string): Promise<CalibratingHost> {
    return new CalibratingHost(await openEvidence(url, { concurrency: 1, pollMs: 20 }));
  }

  async run(args: object) {
    const { id } = await this.host.jobs.enqueue('difficulty.calibrate', args);
    return ended(this.host.jobs, id);
  }

  /** Of a job that has made one. */
  async calibrated(args: object) {
    const job = await this.run(args);
    expect(job).toMatchObject({ status: 'SUCCESS', result: { outcome: 'CALIBRATED' } });
    const { calibration_id: id, ...result } = job.result as unknown as CalibrationResult;
    const { entries: items } = await this.host.calibrations.getItems(id, { limit: 200 });
    return { id, ...result, items };
  }

  /** New learners with these answers. */
  async add(bank_id: string, logs: readonly (readonly Omit<StoredAnswer, 'bank_id'>[])[]): Promise<string[]> {
    const learners = logs.map((answers) => ({
      id: learnerNumber((this.stored += 1)),
      answers: answers.map((given) => ({ ...given, bank_id })),
    }));
    await storeAnswers(this.host.dataSource, learners);
    return learners.map(({ id }) => id);
  }

  /** @returns the planted difficulties */
  async addBank(bank: string, settings: BankSettings): Promise<number[]> {
    const { difficulties, learners } = simulatedBank(settings);
    await this.add(bank, learners.map(({ answers }) => answers.map((given) => ({ ...given, at: given.at! })))); // prettier-ignore
    return difficulties;
  }

  /** Changes answers past the engine. */
  async rewrite(change: string, where: string, values: unknown[]): Promise<void> {
    const { dataSource } = this.host;
    await dataSource.query('ALTER TABLE learner_answers DISABLE TRIGGER ALL');
    await dataSource.query(`UPDATE learner_answers SET ${change} WHERE ${where}`, values);
    await dataSource.query('ALTER TABLE learner_answers ENABLE TRIGGER ALL');
  }
}

/** An instant, so many seconds after the first one. */
export const secondsOn = (second: number): string => new Date(Date.UTC(2026, 0, 21, 12) + 1000 * second).toISOString();

/** As it is handed over. */
export const asContent = (item: CalibratedItem) =>
  Object.fromEntries(Object.entries(item).filter(([, value]) => value !== null)) as unknown as ItemDifficulty;
