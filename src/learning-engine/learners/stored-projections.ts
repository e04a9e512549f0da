import { Inject, Injectable, Optional } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { JobsService } from '../jobs/jobs.service.js';
import { type ActivePair } from '../resolution/active-pairs.js';
import { LearnerConnections } from './learner-connections.js';
import { type LearnerSettings } from './learner-settings.js';
import { LEARNER_SETTINGS } from './learners.tokens.js';
import { BUILD_PROJECTION, CLEAR_PROJECTIONS } from './builder/kinds.js';
import {
  LIST_PROJECTIONS,
  type ListedProjectionJson,
  type ProjectionState,
  STATE_OF_IDENTITY,
  STATE_OF_PROJECTION,
} from './builder/projection.statements.js';
import { type Ask } from './learner-heads.js';
import { type BasisIds } from './sets/bases.js';
import {
  ACTIVE_SETS,
  LIVE_PROJECTIONS,
  type LiveRow,
  MARK_ACTIVE,
  OPEN_PROJECTION,
  type ProjectionRow,
  RETIRE_PROJECTION,
  RETIRE_PROJECTIONS,
} from './projections.statements.js';

/** What makes a projection, beside the answers. */
export interface ProjectionIdentity extends BasisIds {
  pair: ActivePair;
  foldRevision: number;
}

/** Which projections are kept up to date, and which sets are active. */
export interface StoredLive {
  active: BasisIds;
  rows: ProjectionRow[];
}

interface WhichProjections {
  algoKey?: string;
  status?: ProjectionState['status'];
  id?: string;
  /** Id of the last one before. */
  after?: string;
}

/** Projections, as the database has them: they are opened, and retired. Where the host has jobs, these do what follows from it. */
@Injectable()
export class StoredProjections {
  constructor(
    private readonly connections: LearnerConnections,
    @Inject(LEARNER_SETTINGS) private readonly settings: LearnerSettings,
    @Optional() private readonly jobs?: JobsService,
  ) {}

  /** Which are kept up to date, and which sets are active, as of one moment. */
  async live(): Promise<StoredLive> {
    const statement = { name: 'live_projections', text: LIVE_PROJECTIONS };
    const rows = await this.connections.query<LiveRow>(statement, [this.settings.keptProjections]);
    const { activeCalibrationId: calibrationId, activeSkillMapId: skillMapId } = rows[0]!;
    return { active: { calibrationId, skillMapId }, rows: rows.filter((row) => row.id !== null) };
  }

  /** Which sets are active. */
  async activeSets(): Promise<BasisIds> {
    return (await this.connections.query<BasisIds>({ name: 'active_sets', text: ACTIVE_SETS }, []))[0]!;
  }

  /** Opens those that have become active, retires those that are not kept any more, and queues what there is to do. */
  async openActive(opened: readonly ProjectionIdentity[]): Promise<void> {
    await this.connections.transaction(async (manager) => {
      for (const identity of opened) {
        const isNew = await this.insert(manager, identity);
        await manager.query(MARK_ACTIVE, valuesOf(identity));
        if (isNew && this.settings.buildAfterActivation) {
          const { version, params } = identity.pair;
          const args = { algo_key: version.algoKey, version: version.version, params_id: params.id };
          await this.jobs?.enqueueWithin(manager, BUILD_PROJECTION, args);
        }
      }
      await this.clear(manager, await manager.query(RETIRE_PROJECTIONS, [this.settings.keptProjections]));
    });
  }

  async open(identity: ProjectionIdentity): Promise<void> {
    await this.connections.transaction((manager) => this.insert(manager, identity));
  }

  /** Undefined for one that was never opened. */
  async stateOf(identity: ProjectionIdentity): Promise<ProjectionState | undefined> {
    return (await this.ask<{ state: ProjectionState }>(STATE_OF_IDENTITY, valuesOf(identity)))[0]?.state;
  }

  async state(id: string, ask: Ask = this.ask): Promise<ProjectionState | undefined> {
    return (await ask<{ state: ProjectionState }>(STATE_OF_PROJECTION, [id]))[0]?.state;
  }

  /** The newest first. */
  async list({ algoKey, status, id, after }: WhichProjections, limit: number): Promise<ListedProjectionJson[]> {
    const values = [algoKey ?? null, status ?? null, id ?? null, after ?? null, limit];
    return (await this.ask<{ projection: ListedProjectionJson }>(LIST_PROJECTIONS, values)).map(
      (row) => row.projection,
    );
  }

  async retire(id: string): Promise<void> {
    await this.connections.transaction(async (manager) =>
      this.clear(manager, await manager.query(RETIRE_PROJECTION, [id])),
    );
  }

  private readonly ask: Ask = (statement, values) => this.connections.query(statement, values);

  private async insert(manager: EntityManager, identity: ProjectionIdentity): Promise<boolean> {
    return (await manager.query<unknown[]>(OPEN_PROJECTION, valuesOf(identity))).length > 0;
  }

  private async clear(manager: EntityManager, retired: readonly unknown[]): Promise<void> {
    if (retired.length > 0) await this.jobs?.enqueueWithin(manager, CLEAR_PROJECTIONS, {});
  }
}

const valuesOf = ({ pair: { version, params }, calibrationId, skillMapId, foldRevision }: ProjectionIdentity) => [
  version.id,
  params.id,
  calibrationId,
  skillMapId,
  foldRevision,
];
