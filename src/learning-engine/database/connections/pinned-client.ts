import { Client, type ClientConfig, escapeIdentifier, escapeLiteral, type QueryResult } from 'pg';
import { requireScram } from './require-scram.js';
import { SERVER_LIMITS, type ServerLimit, SESSION_SETTINGS } from './session-settings.js';

/** $1 names, $2 values, $3 the process of the server that the client was given. */
const PIN = `
  SELECT name, pooled, set_config(name,
    CASE WHEN name = 'synchronous_commit' AND current_setting(name) <> 'off' THEN current_setting(name) ELSE value END,
    pooled) AS value
  FROM unnest($1::text[], $2::text[]) AS setting (name, value),
    (SELECT pg_backend_pid() IS DISTINCT FROM $3::int AS pooled) AS connection`;

interface Pinned {
  name: string;
  value: string;
  pooled: boolean;
}

/** The schema in which a connection finds its tables, where it is not the one that server, database or role set. */
interface SchemaConfig {
  schema?: string;
}

interface Question {
  text: string;
  name?: string;
}

type Ask = (...args: unknown[]) => Promise<QueryResult>;

const BEGIN = /^\s*(BEGIN|START\s+TRANSACTION)\b/i;
const PLAIN_BEGIN = /^\s*(BEGIN|START\s+TRANSACTION)\s*;?\s*$/i;

/**
 * A client whose settings and time limits are in force whatever the server, the database or the role sets, and whatever stands
 * between it and the server. It sets them when it has connected: poolers reject most parameters of the start.
 *
 * Behind a pooler the next statement may go to another session of the server, where nothing of this is set, and where a
 * prepared statement is unknown or another one. There the settings are part of each transaction, a statement outside of one
 * gets its own, and nothing is prepared. A pooler shows by the process that it names, which is not the server's.
 */
export class PinnedClient extends Client {
  private readonly settings: Readonly<Record<string, string>>;
  private readonly searchPath?: string;
  private readonly rejectUnproven: () => void;
  /** The last statement behind a pooler. The next one waits for it: its transaction is its own. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(config?: string | ClientConfig) {
    super(config);
    this.rejectUnproven = requireScram(this, typeof config === 'string' ? config : config?.connectionString);
    const { connectionParameters: parameters } = this as unknown as {
      connectionParameters: Record<ServerLimit, string | number | false>;
    };
    const limits: Record<string, string> = {};
    for (const name of SERVER_LIMITS) {
      if (parameters[name]) limits[name] = String(parameters[name]);
      parameters[name] = false; // else pg makes it a parameter of the start
    }
    const schema = typeof config === 'object' ? (config as SchemaConfig).schema : undefined;
    this.searchPath = schema === undefined ? undefined : escapeIdentifier(schema);
    this.settings = { ...SESSION_SETTINGS, ...limits, ...(this.searchPath && { search_path: this.searchPath }) };
    // A connection has no other listener until its pool has it, nor in TypeORM's pool after that: the process would end.
    this.on('error', () => undefined);
  }

  override connect(): Promise<this>;
  override connect(callback: (error: Error) => void): void;
  override connect(callback?: (error: Error) => void): Promise<this> | void {
    const connected = this.begin();
    if (!callback) return connected;
    connected.then(() => callback(undefined as unknown as Error), callback);
  }

  private async begin(): Promise<this> {
    try {
      await super.connect();
      this.rejectUnproven();
      await this.pin();
      return this;
    } catch (error) {
      // pg leaves it open, and its pool forgets it.
      void this.end().catch(() => undefined);
      this.connection.stream.destroy();
      throw error;
    }
  }

  private async pin(): Promise<void> {
    const { processID } = this as unknown as { processID: number | null };
    const names = Object.keys(this.settings);
    const { rows } = await this.query<Pinned>(PIN, [names, Object.values(this.settings), processID]);
    if (rows[0]!.pooled) {
      // A literal would be the name of one schema, with the quotes in it.
      const valueOf = ({ name, value }: Pinned) => (name === 'search_path' ? this.searchPath! : escapeLiteral(value));
      this.settle(rows.map((row) => `SET LOCAL ${row.name} = ${valueOf(row)}`).join('; '));
    }
  }

  /** From now on every statement is in a transaction that begins with these. */
  private settle(local: string): void {
    const ask = this.query.bind(this) as Ask;
    this.query = ((asked: string | Question, values?: unknown, ...more: unknown[]) => {
      const question = typeof asked === 'string' ? { text: asked } : { ...asked, name: undefined };
      // Streams and callbacks are not the engine's, and have no settings.
      if (typeof question.text !== 'string' || typeof values === 'function' || more.length > 0) {
        if (this.searchPath)
          throw new Error('Behind a pooler, this would not be asked of the schema of the connection');
        return ask(asked, values, ...more);
      }
      const answer = this.last.then(() => this.askSettled(ask, local, question, values));
      this.last = answer.catch(() => undefined);
      return answer;
    }) as Client['query'];
  }

  private async askSettled(ask: Ask, local: string, question: Question, values: unknown): Promise<QueryResult> {
    const begin = `BEGIN ISOLATION LEVEL READ COMMITTED; ${local}`;
    if (BEGIN.test(question.text)) {
      const text = PLAIN_BEGIN.test(question.text) ? begin : `${question.text}; ${local}`;
      return ((await ask(text)) as unknown as QueryResult[])[0]!;
    }
    if (this.getTransactionStatus() !== 'I') return ask(question, values);

    await ask(begin);
    try {
      const result = await ask(question, values);
      await ask('COMMIT');
      return result;
    } catch (error) {
      if (this.getTransactionStatus() !== 'I') await ask('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }
}
