import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { EngineScope } from '../../database/engine-scope.js';
import { type ChangeOptions, changeInTransaction } from '../../database/retry/in-transaction.js';
import { InvalidArgumentError } from '../../errors/input.errors.js';
import { NotTheLastAdoptionError } from '../../errors/set.errors.js';
import { BuildsAfterActivations } from '../builder/builds-after-activations.js';
import { checkChange } from '../change-options.js';
import { LearnerConnections } from '../learner-connections.js';
import { LiveProjectionsCache } from '../live-projections.js';
import { addAdoption, type AdoptionJson, readAdoptions } from './set.statements.js';
import { type SetKind } from './set-kind.js';

/** Who changes which set is active, and why. */
export interface AdoptOptions<Result = unknown> extends ChangeOptions<Result> {
  /** At most 1,000 characters that show as they are. */
  reason: string;
  actorUserId?: string | null;
  /** The last adoption of this kind, by its id; null for none. Nothing is changed when another one is the last. Default any. */
  expectedAdoptionId?: string | null;
}

/** An entry of the log of adoptions: from this moment on, this set was the active one of its kind, or none. Never changed. */
export interface Adoption {
  /** Of one kind, a later entry has a greater id. A bigint, as text. */
  id: string;
  /** Null where none was active from then on. */
  setId: string | null;
  actorUserId: string | null;
  reason: string;
  adoptedAt: Date;
}

/** Adopts a set in the transaction of the change, or none. */
export type Adopt = (setId: string | null) => Promise<Adoption | null>;

const adoptionOf = ({ adoptedAt, ...rest }: AdoptionJson): Adoption => ({ ...rest, adoptedAt: new Date(adoptedAt) });

/** Which sets are active, and how that changes: each change is a transaction with one entry. */
@Injectable()
export class Adoptions {
  constructor(
    private readonly scope: EngineScope,
    private readonly connections: LearnerConnections,
    private readonly live: LiveProjectionsCache,
    private readonly builds: BuildsAfterActivations,
  ) {}

  /** Changes of one kind wait for each other; answers never wait for them. This process heeds the change at once. */
  async change<Result>(
    kind: SetKind,
    options: AdoptOptions<Result>,
    work: (manager: EntityManager, last: Adoption | null, adopt: Adopt) => Promise<Result>,
  ): Promise<Result> {
    const { reason, actorId } = checkChange({ reason: options.reason, actorUserId: options.actorUserId });
    const expectedId = checkAdoptionId(options.expectedAdoptionId);
    const change = async (manager: EntityManager) => {
      // The database takes the same lock, but after it has numbered the entry.
      await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `${this.scope.lockPrefix}adoptions:${kind.kind}`,
      ]);
      const [row] = await manager.query<{ entry: AdoptionJson }[]>(readAdoptions(kind), [1]);
      const last = row ? adoptionOf(row.entry) : null;
      if (expectedId !== undefined && (last?.id ?? null) !== expectedId) {
        throw new NotTheLastAdoptionError(expectedId, last?.id ?? null);
      }
      return work(manager, last, async (setId) => {
        if ((last?.setId ?? null) === setId) return last;
        const [added] = await manager.query<{ entry: AdoptionJson }[]>(addAdoption(kind), [setId, actorId, reason]);
        return adoptionOf(added!.entry);
      });
    };
    try {
      return await changeInTransaction(this.scope.dataSource, change, options);
    } finally {
      // Also after an error: the commit may have taken effect while its answer was lost.
      this.live.forget();
      this.builds.openActive();
    }
  }

  /** The newest first. */
  async history(kind: SetKind, most: number): Promise<Adoption[]> {
    const statement = { name: `read_adoptions_of_${kind.kind}`, text: readAdoptions(kind) };
    const rows = await this.connections.query<{ entry: AdoptionJson }>(statement, [most]);
    return rows.map(({ entry }) => adoptionOf(entry));
  }
}

function checkAdoptionId(id: unknown): string | null | undefined {
  if (id === undefined || id === null || (typeof id === 'string' && /^\d{1,18}$/.test(id))) return id;
  throw new InvalidArgumentError('expectedAdoptionId', 'must be the id of an adoption, or null');
}
