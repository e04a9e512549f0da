import { Injectable } from '@nestjs/common';
import { rejectOtherContent } from '../database/entities/intact-params.js';
import { AlgoVersionNotFoundError, ParamsChecksumError } from '../errors/registry.errors.js';
import { isUuid } from '../domain/uuid.js';
import { isStorableText } from '../json/json-text.js';
import { type ActivePair } from './active-pairs.js';
import { ActiveVersionCache } from './active-version-cache.js';
import { type ResolvedPair } from './session-pins.js';
import { StoredPairs } from './stored-pairs.js';

/** What is to be run, and what decides by which version. */
interface Wanted {
  algoKey: string;
  /** A version by its name. */
  version?: string;
  /** In which it is to be run. */
  sessionId?: string | null;
}

/** Answers a pair, or null where there is nothing to run. What it does not decide, by undefined, is the next one's. */
type Link = (wanted: Wanted) => Promise<ResolvedPair | null> | undefined;

/** Decides which version runs with which parameters: the first link of the chain that answers. */
@Injectable()
export class VersionResolver {
  private readonly chain: readonly Link[] = [
    ({ algoKey, version }) => (version === undefined ? undefined : this.named(algoKey, version)),
    // An id that is none is rejected when the run is started.
    ({ algoKey, sessionId }) => (isUuid(sessionId) ? this.pinned(sessionId, algoKey) : undefined),
    ({ algoKey }) => this.active(algoKey),
  ];

  constructor(
    private readonly stored: StoredPairs,
    private readonly cache: ActiveVersionCache,
  ) {}

  /** @throws what `active` and `named` throw */
  async resolve(wanted: Wanted): Promise<ResolvedPair | null> {
    for (const link of this.chain) {
      const answer = link(wanted);
      if (answer) return answer;
    }
    return null;
  }

  /** As `RegistryService.resolveActive`. */
  async active(algoKey: string): Promise<ActivePair | null> {
    const known = this.cache.current();
    // Waiting for what is there already would take as long again as all the rest.
    const { pairs, altered } = known instanceof Promise ? await known : known;
    const alteredId = altered.get(algoKey);
    if (alteredId !== undefined) throw new ParamsChecksumError(alteredId);
    return pairs.get(algoKey) ?? null;
  }

  /** What a session runs by, from its first call on: later activations leave it alone, unless they break pins. */
  private async pinned(sessionId: string, algoKey: string): Promise<ResolvedPair | null> {
    if (!isStorableText(algoKey)) return null;
    const pair = await this.stored.ofSession(sessionId, algoKey);
    return pair === undefined ? this.active(algoKey) : pair; // the start of the run tells that there is no such session
  }

  /** As `RegistryService.resolveVersion`. */
  async named(algoKey: string, version: string): Promise<ActivePair | null> {
    const found =
      isStorableText(algoKey) && isStorableText(version) ? await this.stored.named(algoKey, version) : undefined;
    if (!found) throw new AlgoVersionNotFoundError({ algoKey, version });
    const { params } = found;
    if (params) rejectOtherContent(params);
    return params && { version: found.version, params };
  }
}
