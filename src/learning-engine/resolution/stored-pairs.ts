import { Injectable } from '@nestjs/common';
import { EngineConnections } from '../database/connections/engine-connections.js';
import { EngineScope } from '../database/engine-scope.js';
import { type ActivePairs, readActivePairs } from './active-pairs.js';
import { type NamedPair, readNamedPair } from './named-pair.js';
import { type PinnedPair, readSessionPair } from './session-pins.js';

/** Versions with their parameters, as the database has them. */
@Injectable()
export class StoredPairs {
  constructor(
    private readonly scope: EngineScope,
    private readonly connections: EngineConnections,
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
  ofSession(sessionId: string, algoKey: string): Promise<PinnedPair | null | undefined> {
    return readSessionPair(this.scope.dataSource, this.connections, sessionId, algoKey);
  }
}
