import { Injectable } from '@nestjs/common';
import { AlgorithmCatalog } from '../catalog/algorithm-catalog.js';
import { EngineConnections } from '../database/connections/engine-connections.js';
import { EngineScope } from '../database/engine-scope.js';
import { type ActivePairs, readActivePairs } from './active-pairs.js';
import { type NamedPair, readNamedPair } from './named-pair.js';
import { readSessionPair, type ResolvedPair } from './session-pins.js';

/** Versions with their parameters, as the database has them. */
@Injectable()
export class StoredPairs {
  constructor(
    private readonly scope: EngineScope,
    private readonly connections: EngineConnections,
    private readonly catalog: AlgorithmCatalog,
  ) {}

  /** @throws DatabaseUnavailableError when the database cannot do its part */
  active(): Promise<ActivePairs> {
    return readActivePairs(this.scope.dataSource, this.connections);
  }

  /** @throws DatabaseUnavailableError when the database cannot do its part */
  named(algoKey: string, version: string): Promise<NamedPair | undefined> {
    return readNamedPair(this.scope.dataSource, this.connections, algoKey, version);
  }

  /** As `readSessionPair`. @throws DatabaseUnavailableError when the database cannot do its part */
  ofSession(sessionId: string, algoKey: string): Promise<ResolvedPair | null | undefined> {
    const known = this.catalog.list().filter(({ definition }) => definition.key === algoKey);
    const versions = (areStubs: boolean) =>
      known
        .filter(({ definition: { isStub = false } }) => isStub === areStubs)
        .map(({ definition }) => definition.version);
    return readSessionPair(this.scope.dataSource, this.connections, sessionId, algoKey, {
      ...{ runnable: versions(false), stubs: versions(true) },
    });
  }
}
