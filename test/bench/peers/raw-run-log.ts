import { Client } from 'pg';
import { v7 } from 'uuid';

/** What every run of the run log's benchmarks holds. */
export const INPUT = { states: [], events: 1, learner: 'bench' };
export const OUTPUT = { states: 1, mastered: false };
export const RUNTIME = `node ${process.versions.node}`;

/** The two statements that a run takes, as one who writes them by hand would. */
export const start = (id: string, version: string, params: string) => `
  INSERT INTO algo_runs (id, algo_version_id, params_id, trigger, runtime, input_summary_json, lease_expires_at, status)
  VALUES (${id}, ${version}, ${params}, 'submit', '${RUNTIME}', ${json(INPUT)},
    clock_timestamp() + 60 * interval '1 second', 'RUNNING')`;
export const finish = (id: string) => `
  UPDATE algo_runs SET status = 'SUCCESS', output_summary_json = ${json(OUTPUT)},
    completed_at = greatest(clock_timestamp(), started_at)
  WHERE id = ${id} AND status = 'RUNNING' RETURNING *`;

/** With a space behind each colon, or pgbench would take what follows for a variable. */
const json = (value: object): string => `'${JSON.stringify(value).replaceAll(':', ': ')}'`;

/** A record of runs by the driver alone, on one connection. */
export class RawRunLog {
  private constructor(
    private readonly client: Client,
    private readonly version: string,
    private readonly params: string,
  ) {}

  static async open(url: string, version: string, params: string): Promise<RawRunLog> {
    const client = new Client({ connectionString: url });
    await client.connect();
    return new RawRunLog(client, version, params);
  }

  async record(): Promise<void> {
    const id = v7();
    const values = [id, this.version, this.params];
    await this.client.query({ name: 'start', text: `${start('$1', '$2', '$3')} RETURNING *`, values });
    await this.client.query({ name: 'finish', text: finish('$1'), values: [id] });
  }

  close(): Promise<void> {
    return this.client.end();
  }
}
