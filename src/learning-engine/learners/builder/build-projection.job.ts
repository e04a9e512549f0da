import { Inject } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { type EntityManager } from 'typeorm';
import { EngineScope } from '../../database/engine-scope.js';
import { JobFailedError } from '../../errors/job.errors.js';
import { type PreparedStatement } from '../../database/connections/query-prepared.js';
import { JobKind } from '../../jobs/job-kind.decorator.js';
import { type Job, type JobContext, type JobPlan, type JobStep } from '../../jobs/job.js';
import { ENGINE_REGISTRY_SETTINGS } from '../../learning-engine.tokens.js';
import { type RegistrySettings } from '../../options/registry-settings.js';
import { Id } from '../../schema/value-rules.js';
import { askWithin, LearnerConnections } from '../learner-connections.js';
import { LiveProjectionsCache } from '../live-projections.js';
import { makeReady } from '../make-ready.js';
import { StoredProjections } from '../stored-projections.js';
import { BUILD_PROJECTION } from './kinds.js';
import { type LearnerChunk, LearnerChunks } from './learner-chunk.js';
import { BEHIND_BY_ID, BEHIND_OF_LAST_CALLS, type LearnerBehind } from './projection.statements.js';
import { ProjectionTargets } from './projection-targets.js';

/** In a chunk: its statements are through in the time that they have. One learner with more answers is a chunk of their own. */
const LEARNERS = 50;
const ANSWERS = 5000;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';
/** Before those are tried again whom others had in hand. */
const PAUSE_MS = 200;

class BuildProjectionArgs {
  @Id({ title: 'Algorithm', description: 'Whose states are made.' })
  algo_key: string;

  @Id({ optional: true, title: 'Version', description: 'By which they are made. Default: the active one.' })
  version?: string;

  @Id({
    optional: true,
    title: 'Parameters',
    description: 'Id of the set with which they are made. Default: the active one.',
  })
  params_id?: string;

  @Id({ optional: true, title: 'Calibration', description: 'Id of it, or none. Default: the active one.' })
  calibration_id?: string;

  @Id({ optional: true, title: 'Skill map', description: 'Id of it, or none. Default: the active one.' })
  skill_map_id?: string;
}

/** In place of an id. */
export const NO_SET = 'none';

/** How far it is. */
export type BuildCursor = {
  projection_id: string;
  /** When the job began. A learner at whom the fold has thrown since then is not tried again. */
  since: string;
  /** The learner before, in the order of ids; null while those of the last calls come first. */
  after: string | null;
  /** In this pass through all ids: learners who were written, and those whom the host does not know. */
  written: number;
  unknown: number;
};

/** Some learners, folded. */
export interface BuiltChunk extends LearnerChunk {
  /** None at the end of a pass. */
  ids: readonly string[];
  /** Where the next chunk begins; null while those of the last calls come first. */
  next: string | null;
}

/** Makes the states of all learners by a version with its parameters. Learners of the last calls come first, then all by their ids. */
@JobKind({
  kind: BUILD_PROJECTION,
  description: 'Makes the states of all learners by a version with its parameters.',
  args: BuildProjectionArgs,
})
export class BuildProjectionJob implements Job<BuildProjectionArgs, BuildCursor, BuiltChunk> {
  constructor(
    private readonly scope: EngineScope,
    private readonly targets: ProjectionTargets,
    private readonly stored: StoredProjections,
    private readonly live: LiveProjectionsCache,
    private readonly connections: LearnerConnections,
    private readonly chunks: LearnerChunks,
    @Inject(ENGINE_REGISTRY_SETTINGS) private readonly registry: RegistrySettings,
  ) {}

  async plan({ algo_key, version, params_id, ...sets }: BuildProjectionArgs): Promise<JobPlan<BuildCursor>> {
    const { calibration_id, skill_map_id } = sets;
    const identity = await this.targets.find(algo_key, {
      version,
      paramsId: params_id,
      calibrationId: calibration_id === NO_SET ? null : calibration_id,
      skillMapId: skill_map_id === NO_SET ? null : skill_map_id,
    });
    await this.stored.open(identity);
    this.live.forget();
    const { id, behind, now } = (await this.stored.stateOf(identity))!;
    const since = new Date(now).toISOString();
    return { total: behind, cursor: { projection_id: id, since, after: null, written: 0, unknown: 0 } };
  }

  async work(cursor: BuildCursor, _args: BuildProjectionArgs, { signal }: JobContext): Promise<BuiltChunk> {
    const projections = await this.live.current();
    const { ids, next } = await this.behind(cursor);
    if (ids.length > 0 && projections.some(({ id }) => id === cursor.projection_id)) {
      return { next, ids, ...(await this.chunks.fold(ids, projections, signal)) };
    }
    await this.pause(cursor, ids.length > 0, signal);
    return { next, ids: [], changes: [], projections };
  }

  async write(
    { next, ids, ...chunk }: BuiltChunk,
    cursor: BuildCursor,
    _args: BuildProjectionArgs,
    manager: EntityManager,
  ): Promise<JobStep<BuildCursor>> {
    if (ids.length === 0) return this.endOfPass(cursor, manager);
    const { written, unknown } = await this.chunks.write(manager, chunk);
    return {
      done: written,
      cursor: {
        ...cursor,
        after: next ?? (written > 0 ? null : BEFORE_ALL),
        written: cursor.written + written,
        unknown: next === null ? 0 : cursor.unknown + unknown,
      },
    };
  }

  private async behind({ projection_id, since, after }: BuildCursor): Promise<{ ids: string[]; next: string | null }> {
    const values = [projection_id, since, LEARNERS];
    const ask = (statement: PreparedStatement, more: unknown[] = []) =>
      this.connections.query<{ learner: LearnerBehind }>(statement, [...values, ...more]);
    const ofLastCalls = after === null ? await ask(BEHIND_OF_LAST_CALLS) : [];
    const found = ofLastCalls.length > 0 ? ofLastCalls : await ask(BEHIND_BY_ID, [after ?? BEFORE_ALL]);
    let answers = 0;
    const fitting = found.filter(({ learner }, index) => (answers += learner.entries) <= ANSWERS || index === 0);
    const ids = fitting.map(({ learner }) => learner.id);
    return { ids, next: ofLastCalls.length > 0 ? null : (ids.at(-1) ?? null) };
  }

  /**
   * Until every process knows of the projection, and others may have let go of learners.
   *
   * @throws Error in a process that does not fold by it; another one may
   */
  private async pause({ projection_id, written }: BuildCursor, isBehind: boolean, signal: AbortSignal): Promise<void> {
    const { status, createdAt, now } = (await this.stored.state(projection_id))!;
    if (status !== 'BUILDING') return;
    if (isBehind) throw new Error('This process does not fold by the version and the parameters of this projection.');
    const unknownMs = createdAt + this.registry.maxAgeMs - now;
    await sleep(Math.max(unknownMs, written > 0 ? 0 : PAUSE_MS), undefined, { signal });
  }

  /** READY if no learner is behind; else another pass, unless it would be in vain. */
  private async endOfPass(cursor: BuildCursor, manager: EntityManager): Promise<JobStep<BuildCursor>> {
    const { projection_id, unknown } = cursor;
    await makeReady(manager, this.scope, projection_id, this.registry.maxAgeMs);
    const { status, learners, behind, failed } = (await this.stored.state(projection_id, askWithin(manager)))!;
    if (status === 'RETIRED' || (status === 'READY' && behind === 0)) {
      return { done: 0, result: { projection_id, status, learners } };
    }
    if (behind > 0 && behind <= failed + unknown) {
      throw new JobFailedError(
        `${behind} learners are not up to date. At the answers of ${failed} the fold threw: their runs FAILED with FOLD_FAILED. ` +
          `${unknown} are not known to the host, so that no run may name them. Mend this, and build again.`,
      );
    }
    return { done: 0, cursor: { ...cursor, after: BEFORE_ALL, written: 0, unknown: 0 } };
  }
}
