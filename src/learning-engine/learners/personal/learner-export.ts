import { Inject, Injectable } from '@nestjs/common';
import { LearnerConnections } from '../learner-connections.js';
import { type LearnerSettings } from '../learner-settings.js';
import { LEARNER_SETTINGS } from '../learners.tokens.js';
import { checkNotErased } from './erased.js';
import { PERSONAL_TABLES, type PersonalTable } from './personal-tables.js';
import { accountsWith } from '../persons.js';
import { type PersonalRow, personalRows, TABLES_HERE } from './personal-rows.statements.js';

/** $1 account */
const ACCOUNTS = { name: 'accounts_of_person', text: `${accountsWith('$1')} ORDER BY l.id` };

/** Hands out all that is kept of a person, a page of a table at a time. */
@Injectable()
export class LearnerExport {
  private readonly listed: readonly PersonalTable[];

  constructor(
    private readonly connections: LearnerConnections,
    @Inject(LEARNER_SETTINGS) { personalTables }: LearnerSettings,
  ) {
    this.listed = [...PERSONAL_TABLES, ...personalTables];
  }

  /** @throws LearnerErasedError before anything is handed out */
  async of(id: string): Promise<AsyncIterable<string>> {
    await checkNotErased(this.connections, id);
    const accounts = await this.connections.query<{ id: string }>(ACCOUNTS, [id]);
    const names = this.listed.map(({ table }) => table);
    const here = await this.connections.query<{ name: string }>(TABLES_HERE, [names]);
    const tables = this.listed.filter(({ table }) => here.some(({ name }) => name === table));
    return this.linesOf(id, accounts.length > 0 ? accounts.map((account) => account.id) : [id], tables);
  }

  private async *linesOf(
    id: string,
    accounts: readonly string[],
    tables: readonly PersonalTable[],
  ): AsyncGenerator<string> {
    const others = accounts.filter((account) => account !== id);
    const merged = others.length > 0 ? { merged_with: others } : {};
    yield `${JSON.stringify({ learner_id: id, ...merged, exported_at: new Date().toISOString() })}\n`;
    let total = 0;
    for (const [account, one] of accounts.flatMap((each) => tables.map((table) => [each, table] as const))) {
      const statement = personalRows(one);
      const table = JSON.stringify(one.table);
      for (let last: string | null = null; ;) {
        const rows: PersonalRow[] = await this.connections.query<PersonalRow>(statement, [account, last]);
        if (rows.length === 0) break;
        yield rows.map(({ row }) => `{"table":${table},"row":${row}}\n`).join('');
        total += rows.length;
        last = rows.at(-1)!.place;
      }
    }
    yield `${JSON.stringify({ rows: total, complete: true })}\n`;
  }
}
