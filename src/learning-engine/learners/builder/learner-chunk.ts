import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { RunTrigger } from '../../domain/run-trigger.js';
import { missingReference } from '../../runs/missing-reference.js';
import { planFolds } from '../fold-plan.js';
import { type LearnerChange, writeChanges } from '../learner-changes.js';
import { askWithin, LearnerConnections } from '../learner-connections.js';
import { readHeads } from '../learner-heads.js';
import { readLogs } from '../learner-log.js';
import { type Projection } from '../live-projections.js';

/** What is to be written of some learners so that all projections are up to date, if the learners are still as they were. */
export interface LearnerChunk {
  changes: readonly LearnerChange[];
  projections: readonly Projection[];
}

/** Learners who were written; and those of whom no run can be recorded, because the host does not know them. */
export interface WrittenChunk {
  written: number;
  unknown: number;
}

/** Folds the logs of learners in all projections: first without a write, then as part of a transaction. */
@Injectable()
export class LearnerChunks {
  constructor(private readonly connections: LearnerConnections) {}

  /** Events of this process are handled after each learner. */
  async fold(ids: readonly string[], projections: readonly Projection[], signal: AbortSignal): Promise<LearnerChunk> {
    const ask: LearnerConnections['query'] = (statement, values) => this.connections.query(statement, values);
    const heads = await readHeads(
      ask,
      ids.map((id) => ({ id, eventIds: [], scopes: new Map() })),
    );
    // One who was merged since they were found behind has no states: those of the person are another one's.
    const persons = [...heads.values()].filter(({ mergedInto }) => mergedInto === null);
    const logs = await readLogs(ask, persons);
    const changes: LearnerChange[] = [];
    for (const head of persons) {
      signal.throwIfAborted();
      const folds = planFolds(head, projections, [], logs.get(head.id))!;
      if (folds.length > 0) changes.push({ head, entries: [], folds, trigger: RunTrigger.CRON, inbox: [] });
      await new Promise(setImmediate);
    }
    return { changes, projections };
  }

  /** Learners who changed meanwhile, or whom another writer has in hand, are left as they are. */
  async write(manager: EntityManager, { changes, projections }: LearnerChunk): Promise<WrittenChunk> {
    if (changes.length === 0) return { written: 0, unknown: 0 };
    try {
      const written = await manager.transaction((part) => writeChanges(askWithin(part), changes, projections));
      return { written: written.size, unknown: 0 };
    } catch (error) {
      if (!missingReference(error)) throw error;
    }
    if (changes.length === 1) return { written: 0, unknown: 1 };
    const sum: WrittenChunk = { written: 0, unknown: 0 };
    for (const change of changes) {
      const { written, unknown } = await this.write(manager, { changes: [change], projections });
      sum.written += written;
      sum.unknown += unknown;
    }
    return sum;
  }
}
