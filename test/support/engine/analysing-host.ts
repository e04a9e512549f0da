import { MistakeAnalysesService, type WholeMistakeAnalysis } from 'learning-engine/evidence';
import { learnerNumber } from './answers.js';
import { type EvidenceHost, openEvidence } from './open-evidence.js';
import { ended } from './open-jobs.js';
import { storeAnswers, type StoredAnswer } from './store-answers.js';

/** A host that analyses mistakes. The caller opens it in `beforeAll`, and closes it. */
export class AnalysingHost {
  private stored = 0;

  private constructor(
    readonly host: EvidenceHost,
    readonly analyses: MistakeAnalysesService,
  ) {}

  static async open(url: string): Promise<AnalysingHost> {
    const host = await openEvidence(url, { concurrency: 1, pollMs: 20 });
    return new AnalysingHost(host, host.app.get(MistakeAnalysesService, { strict: false }));
  }

  /** New learners with these answers. */
  async add(logs: readonly StoredAnswer[][]): Promise<string[]> {
    const learners = logs.map((answers) => ({ id: learnerNumber((this.stored += 1)), answers }));
    await storeAnswers(this.host.dataSource, learners);
    return learners.map(({ id }) => id);
  }

  async run(args: object) {
    const { id } = await this.host.jobs.enqueue('mistakes.analyse', args);
    return ended(this.host.jobs, id);
  }

  /** By a job that has ended well. */
  async analysed(args: object): Promise<WholeMistakeAnalysis> {
    const { id, status, errorMessage } = await this.run(args);
    if (status !== 'SUCCESS') throw new Error(`The analysis ended as ${status}: ${errorMessage}`);
    return this.analyses.get(id);
  }
}

/** Learners with an answer to each of two items of their bank: every third one chooses another option than the others. */
export const alikeLearners = (
  learners: number,
  more: { bank_id: string; at: string } & Partial<StoredAnswer>,
): StoredAnswer[][] =>
  Array.from({ length: learners }, (_, n) =>
    ['one', 'two'].map((item) => ({
      ...{ item_id: `${more.bank_id} ${item}`, option: n % 3 === 0 ? 'x' : 'y', correct: n % 3 > 0 },
      ...{ key_option: 'y', option_count: 3 },
      ...more,
    })),
  );
