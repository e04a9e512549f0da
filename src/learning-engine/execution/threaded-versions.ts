import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { AlgorithmCatalog, type CatalogEntry } from '../catalog/algorithm-catalog.js';
import { textOf } from '../errors/text-of.js';
import { threadsExist } from './thread.js';

/** What Nest injects, into the constructor and into properties. */
const INJECTED = ['design:paramtypes', 'self:paramtypes', 'self:properties_metadata'];
const HOOKS = ['onModuleInit', 'onApplicationBootstrap'];

/** Which versions can compute in a thread, where an instance of their own is made: found at boot, and told. */
@Injectable()
export class ThreadedVersions implements OnApplicationBootstrap {
  private readonly logger = new Logger('LearningEngine');
  /** With the method that the class had at boot: one that was replaced since is not sent. */
  private readonly computeOf = new Map<CatalogEntry, unknown>();
  private readonly hasThreads = threadsExist();

  constructor(private readonly catalog: AlgorithmCatalog) {}

  async onApplicationBootstrap(): Promise<void> {
    const here: string[] = [];
    for (const entry of this.catalog.list()) {
      const problem = await whyNotLoaded(entry);
      const { key, version } = entry.definition;
      if (problem === undefined) this.computeOf.set(entry, methodOf(entry));
      const why = this.hasThreads ? problem : 'the engine runs from its sources, which no thread can load';
      if (why !== undefined) here.push(`${key} ${version} (${why})`);
    }
    if (here.length > 0) this.logger.log(`On the main thread, within smaller bounds: ${here.join(', ')}`);
  }

  /** URL of the module that a thread imports; undefined where the version computes on the main thread. */
  moduleOf(entry: CatalogEntry): string | undefined {
    return this.hasThreads ? this.loadableModuleOf(entry) : undefined;
  }

  /** URL of the module that a process of its own imports; undefined where an instance that it made would not be the same. */
  loadableModuleOf(entry: CatalogEntry): string | undefined {
    return this.computeOf.get(entry) === methodOf(entry) ? entry.definition.module : undefined;
  }
}

const methodOf = ({ algorithm }: CatalogEntry): unknown => Reflect.get(algorithm, 'compute');

async function whyNotLoaded({ definition: { module }, algorithm }: CatalogEntry): Promise<string | undefined> {
  if (module === undefined) return 'it declares no module';
  const type = algorithm.constructor;
  const injected = INJECTED.flatMap((name) => (Reflect.getMetadata(name, type) as unknown[] | undefined) ?? []);
  if (type.length > 0 || injected.length > 0) return 'something is injected into it';
  if (HOOKS.some((hook) => hook in algorithm)) return 'it has a hook of Nest, which no thread calls';
  if (Object.hasOwn(algorithm, 'compute')) return 'its compute was replaced';
  try {
    const exported = Object.values((await import(/* webpackIgnore: true */ module)) as object);
    return exported.includes(type) ? undefined : 'its module does not export it';
  } catch (error) {
    return `its module cannot be imported: ${textOf(error)}`;
  }
}
