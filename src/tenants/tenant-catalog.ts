import { Logger } from '@nestjs/common';
import { type DataSource } from 'typeorm';
import { openControl } from './control-database.js';
import { listServed } from './tenant-table.js';
import { type Tenant } from './tenant.js';

const LOOK_EVERY_MS = 1000;

/**
 * The tenants that are served, as the table had them at most a second or two ago. No request asks the database for one: a name
 * that is not known costs nothing.
 */
export class TenantCatalog {
  private readonly logger = new Logger('Tenants');
  private tenants: ReadonlyMap<string, Tenant> = new Map();
  private timer?: NodeJS.Timeout;
  private looking?: Promise<void>;
  private isStale = false;

  private constructor(
    private readonly dataSource: DataSource,
    private readonly onChange: () => void,
  ) {}

  /**
   * @param onChange called when a tenant has come or gone
   * @throws NoTenantsError, DatabaseUnreachableError
   */
  static async open(url: string, onChange: () => void): Promise<TenantCatalog> {
    const catalog = new TenantCatalog(await openControl(url), onChange);
    try {
      catalog.take(await listServed(catalog.dataSource));
    } catch (error) {
      await catalog.dataSource.destroy();
      throw error;
    }
    catalog.timer = setInterval(() => {
      catalog.looking ??= catalog.look();
    }, LOOK_EVERY_MS).unref();
    return catalog;
  }

  get size(): number {
    return this.tenants.size;
  }

  get all(): readonly Tenant[] {
    return [...this.tenants.values()];
  }

  find(name: string): Tenant | undefined {
    return this.tenants.get(name);
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
    await this.dataSource.destroy();
  }

  /** What was last seen holds while the database does not answer: the tenants are in it, too. */
  private async look(): Promise<void> {
    try {
      this.take(await listServed(this.dataSource));
      if (this.isStale) this.logger.log('The table of tenants is read again');
      this.isStale = false;
    } catch (error) {
      if (!this.isStale) this.logger.warn(`The table of tenants could not be read: ${(error as Error).message}`);
      this.isStale = true;
    } finally {
      this.looking = undefined;
    }
  }

  private take(served: readonly Tenant[]): void {
    const isSame = served.length === this.tenants.size && served.every(({ name }) => this.tenants.has(name));
    if (isSame) return;
    this.tenants = new Map(served.map((tenant) => [tenant.name, tenant]));
    this.onChange();
  }
}
