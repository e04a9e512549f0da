import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/database/data-source-options.js';

/** Databases on one server, all of them named alike, so that their maker can drop them all. */
export class Databases {
  constructor(
    private readonly serverUrl: string,
    readonly prefix: string,
  ) {}

  static on(serverUrl: string): Databases {
    return new Databases(serverUrl, `learning_bench_${randomUUID().slice(0, 8)}_`);
  }

  /** A migrated and seeded one that is not shared. */
  async create(name: string = randomUUID().replaceAll('-', '')): Promise<string> {
    await this.ensureTemplate();
    await this.query(`CREATE DATABASE ${this.prefix}${name} TEMPLATE ${this.prefix}template`);
    return this.urlOf(name);
  }

  /** One that is made and filled for the first that wants it. */
  async ensure(name: string, fill: (url: string) => Promise<void>): Promise<string> {
    if (!(await this.exists(name))) {
      const unfinished = `${name}_unfinished`;
      await this.query(`DROP DATABASE IF EXISTS ${this.prefix}${unfinished}`);
      await fill(await this.create(unfinished));
      await this.query(`ALTER DATABASE ${this.prefix}${unfinished} RENAME TO ${this.prefix}${name}`);
    }
    return this.urlOf(name);
  }

  async dropAll(): Promise<void> {
    const names = await this.query<{ datname: string }>(
      `SELECT datname FROM pg_database WHERE starts_with(datname, '${this.prefix}')`,
    );
    for (const { datname } of names) await this.query(`DROP DATABASE ${datname} WITH (FORCE)`);
  }

  private async ensureTemplate(): Promise<void> {
    if (await this.exists('template')) return;
    await this.query(`CREATE DATABASE ${this.prefix}template`);
    const dataSource = await new DataSource(dataSourceOptions(this.urlOf('template'))).initialize();
    await dataSource.runMigrations();
    await dataSource.destroy();
  }

  private async exists(name: string): Promise<boolean> {
    const found = await this.query(`SELECT FROM pg_database WHERE datname = '${this.prefix}${name}'`);
    return found.length > 0;
  }

  private urlOf(name: string): string {
    return Object.assign(new URL(this.serverUrl), { pathname: `/${this.prefix}${name}` }).href;
  }

  private query<Row>(statement: string): Promise<Row[]> {
    return onDatabase(this.serverUrl, async (client) => (await client.query(statement)).rows as Row[]);
  }
}

export async function onDatabase<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
