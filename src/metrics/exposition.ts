import { AggregatorRegistry, Registry } from 'prom-client';

/** All metrics of a process: its own, and those of the engine, which has one for each tenant that is open where there are several. */
export class Exposition {
  private readonly tenants = new Map<string, Registry>();

  constructor(readonly own: Registry) {}

  /** A new registry, in which all metrics have the label `tenant`. */
  open(tenant: string): Registry {
    const registry = new Registry();
    registry.setDefaultLabels({ tenant });
    this.tenants.set(tenant, registry);
    return registry;
  }

  /** Its metrics are gone; the next one of this tenant begins at 0. */
  close(tenant: string): void {
    this.tenants.delete(tenant);
  }

  async text(): Promise<string> {
    if (this.tenants.size === 0) return this.own.metrics();
    const read = [...this.tenants.values()].map((registry) => registry.getMetricsAsJSON());
    // No two have the same labels: nothing is added up. A metric must stand in one place, with those of all tenants.
    const ofTenants = AggregatorRegistry.aggregate(await Promise.all(read));
    return (await this.own.metrics()) + (await ofTenants.metrics());
  }
}
