import { Inject, Injectable } from '@nestjs/common';
import { SCOPE_KINDS, type ScopeKind } from '../authoring/fold.js';
import { EngineScope } from '../database/engine-scope.js';
import { DEFAULT_PAGE } from '../domain/page-limit.js';
import { RunTrigger } from '../domain/run-trigger.js';
import { NothingToRunError } from '../errors/execution.errors.js';
import { checkInstant, checkPageLimit, InvalidArgumentError } from '../errors/input.errors.js';
import { AlgorithmCatalog } from '../catalog/algorithm-catalog.js';
import { LearnerErasedError, ProjectionNotFoundError, VersionKeepsNoStatesError } from '../errors/learner.errors.js';
import { isStorableText } from '../json/json-text.js';
import { ENGINE_REGISTRY_SETTINGS } from '../learning-engine.tokens.js';
import { type RegistrySettings } from '../options/registry-settings.js';
import { ActiveVersionCache } from '../resolution/active-version-cache.js';
import { checkGroupIds, LearnerGroups } from './learner-groups.js';
import { checkLearnerId } from './learner-id.js';
import { LearnerConnections } from './learner-connections.js';
import { freshness, readPerson, type StateJson, stateOf } from './learner-heads.js';
import {
  BEHIND_OF_SOME,
  COMPLETENESS,
  LAGGING_LEARNERS,
  READ_DUE,
  READ_DUE_OF_SOME,
  READ_STATES,
  WAITING_LEARNERS,
} from './learner-state.statements.js';
import { type LearnerState, viewOf } from './learner-state.view.js';
import { LearnerWriter } from './learner-writer.js';
import { LiveProjectionsCache, type Projection } from './live-projections.js';
import { makeReady } from './make-ready.js';
import { NextItems, type Selection } from './next-items.js';
import { judgeRequest, type NextRequest } from './next-request.js';
import { checkNotErased } from './personal/erased.js';
import { nothingHanded } from './recording.js';
import { dueCursor, placeOfDueCursor, placeOfStateCursor, stateCursor } from './state-cursors.js';

/** By which version and parameters states were made. */
export interface StatesOf {
  algoKey: string;
  version: string;
  paramsId: string;
}

/** What is known of a learner by one algorithm. */
export interface LearnerStates extends StatesOf {
  /** Whose they are: the learner into whom this one was merged, if they were. */
  learnerId: string;
  /** Of the learner; null while nothing of them was recorded. */
  revision: number | null;
  /** Whether the states are made of all that was recorded. They are not where the version failed at an answer. */
  isFresh: boolean;
  /** By kind and id of their scopes. */
  states: LearnerState[];
  /** What to ask the next page `after`; null after the last one. */
  nextAfter: string | null;
}

/** States that are due, the earliest first. */
export interface DueStates extends StatesOf {
  /** Whether the answers of all learners who were asked for are taken into account. */
  isComplete: boolean;
  due: (LearnerState & { learner_id: string })[];
  /** What to ask the next page `after`; null after the last one. */
  nextAfter: string | null;
}

/** Which states of a learner. */
export interface StateFilter {
  algoKey: string;
  scopeKind?: ScopeKind;
  scopeId?: string;
  /** Which states of the key that are kept up to date, by `ProjectionsService.list`. Default: the active ones. */
  projectionId?: string;
}

/** Which states are due. */
export interface DueFilter {
  algoKey: string;
  /** Due before this instant. */
  before: Date;
  /** Default: all learners. */
  learnerId?: string;
  /** Of learners who belong to one of these groups: see `LearnersService.isInGroups`. Not with `learnerId`. */
  groupIds?: readonly string[];
}

export interface StatePage {
  /** States in a page, 1 to 200, default 50. */
  limit?: number;
  /** `nextAfter` of the page before. */
  after?: string;
}

/** How many learners a question across all brings up to date by itself. */
const CAUGHT_UP_AT_ONCE = 100;

/**
 * What is known of learners by the active versions. After another version has become active, the first question about a learner
 * waits until their states are made by it.
 *
 * Every method throws DatabaseUnavailableError when the database cannot do its part.
 */
@Injectable()
export class LearnerStateService {
  /** @internal Nest makes it. */
  constructor(
    private readonly scope: EngineScope,
    private readonly connections: LearnerConnections,
    private readonly writer: LearnerWriter,
    private readonly projections: LiveProjectionsCache,
    private readonly catalog: AlgorithmCatalog,
    private readonly groups: LearnerGroups,
    private readonly active: ActiveVersionCache,
    private readonly nextItems: NextItems,
    @Inject(ENGINE_REGISTRY_SETTINGS) private readonly registry: RegistrySettings,
  ) {}

  /**
   * The states of a learner, of all scopes or of some.
   *
   * @throws NothingToRunError when the key has no active version
   * @throws VersionKeepsNoStatesError when its active version folds no answers
   * @throws ProjectionNotFoundError when `projectionId` names no states of the key that are kept up to date
   * @throws LearnerErasedError when the learner was erased
   * @throws InvalidArgumentError naming the argument
   */
  async getState(learnerId: string, filter: StateFilter, page: StatePage = {}): Promise<LearnerStates> {
    const id = checkLearnerId(learnerId);
    const { scopeKind = null, scopeId = null } = filter;
    if (scopeKind !== null && !SCOPE_KINDS.includes(scopeKind)) {
      throw new InvalidArgumentError('scopeKind', `must be one of ${SCOPE_KINDS.join(', ')}`);
    }
    if (scopeId !== null && !isStorableText(scopeId)) {
      throw new InvalidArgumentError('scopeId', 'must be a text without NUL and lone surrogates');
    }
    const { limit = DEFAULT_PAGE, after } = page;
    checkPageLimit(limit);
    const place = placeOfStateCursor(after);
    const projection = await this.projectionOf(filter, id);
    const { learnerId: personId, revision, isFresh } = await this.broughtUpToDate(id, projection);
    const rows = await this.connections.query<{ state: StateJson }>(READ_STATES, [
      ...[personId, projection.id, scopeKind, scopeId],
      ...[...place, limit + 1],
    ]);
    const states = rows.slice(0, limit).map(({ state }) => viewOf(stateOf(state)));
    const nextAfter = rows.length > limit ? stateCursor(states.at(-1)!) : null;
    return { learnerId: personId, ...namesOf(projection), revision, isFresh, states, nextAfter };
  }

  /**
   * The states that are due before an instant, of one learner or across all. Pages neither skip nor repeat a state that does not
   * change meanwhile.
   *
   * @throws as `getState`
   */
  async getDue(filter: DueFilter, page: StatePage = {}): Promise<DueStates> {
    const before = checkInstant('before', filter.before);
    const learnerId = filter.learnerId === undefined ? null : checkLearnerId(filter.learnerId);
    const groupIds = filter.groupIds === undefined ? null : checkGroupIds(filter.groupIds);
    if (learnerId !== null && groupIds !== null)
      throw new InvalidArgumentError('groupIds', 'must not be given with learnerId');
    const { limit = DEFAULT_PAGE, after } = page;
    checkPageLimit(limit);
    const place = placeOfDueCursor(after);
    const projection = await this.activeProjection(filter.algoKey, learnerId);
    const members = groupIds && (await this.groups.learnersOf(groupIds));
    const person = learnerId === null ? null : await this.broughtUpToDate(learnerId, projection);
    const isComplete = members
      ? await this.areComplete(projection, members)
      : person
        ? person.isFresh
        : await this.isComplete(projection);
    const rows = await this.connections.query<{ learnerId: string; state: StateJson }>(
      members ? READ_DUE_OF_SOME : READ_DUE,
      [projection.id, before, members ?? person?.learnerId ?? null, ...place, limit + 1],
    );
    const due = rows.slice(0, limit).map((row) => ({ learner_id: row.learnerId, ...viewOf(stateOf(row.state)) }));
    const last = due.at(-1);
    const nextAfter = rows.length > limit && last ? dueCursor(last) : null;
    return { ...namesOf(projection), isComplete, due, nextAfter };
  }

  /**
   * What a learner is asked next: the active version of a key chooses from the candidates by the learner's log and by the states
   * that it reads. It is recorded, with a run. While the learner does not change, the same request has the same selection; after
   * the next answer it is made anew.
   *
   * @example
   * ```ts
   * const { id, items } = await states.next(learnerId, { count: 1, candidates: [{ item_id, skill_id: 'fractions', difficulty: 0.4 }] });
   * ```
   * @throws NothingToRunError when the key has no active version
   * @throws VersionSelectsNothingError when its active version does not say how it chooses
   * @throws LearnerErasedError when the learner was erased
   * @throws InvalidArgumentError naming what is wrong with the request
   * @throws InvalidRunReferenceError when the host's schema says that a run is of a known user, and the learner is none
   * @throws AlgorithmFailedError and what else `ExecutionService.execute` throws of a computation
   */
  async next(learnerId: string, request: NextRequest): Promise<Selection> {
    return this.nextItems.choose(checkLearnerId(learnerId), judgeRequest(request));
  }

  /**
   * The keys of the algorithms whose active version keeps states.
   *
   * @throws DatabaseUnavailableError
   */
  async algorithmsWithStates(): Promise<string[]> {
    return (await this.projections.current()).flatMap(({ isActive, algoKey }) => (isActive ? algoKey : [])).sort();
  }

  /** Of a learner who was erased, that is told before anything else. */
  private async projectionOf({ algoKey, projectionId }: StateFilter, learnerId: string): Promise<Projection> {
    if (projectionId === undefined) return this.activeProjection(algoKey, learnerId);
    const projections = await this.projections.current();
    const found = projections.find((one) => one.id === projectionId && one.algoKey === algoKey);
    if (!found) throw new ProjectionNotFoundError(projectionId);
    return found;
  }

  private async activeProjection(algoKey: string, learnerId: string | null): Promise<Projection> {
    const { pairs } = await this.active.current();
    const pair = pairs.get(algoKey);
    const projections = await this.projections.current();
    const found = projections.find((one) => one.isActive && one.algoKey === algoKey);
    if (found) return found;
    if (learnerId !== null) await checkNotErased(this.connections, learnerId);
    if (!pair) throw new NothingToRunError(String(algoKey));
    throw new VersionKeepsNoStatesError(algoKey, pair.version.version, this.catalog.foldingVersions(algoKey));
  }

  private async broughtUpToDate(
    id: string,
    projection: Projection,
  ): Promise<{ learnerId: string; revision: number | null; isFresh: boolean }> {
    const ask: LearnerConnections['query'] = (statement, values) => this.connections.query(statement, values);
    const head = await readPerson(ask, { id, eventIds: [], scopes: new Map() });
    if (head.isErased) throw new LearnerErasedError(id);
    const { isFresh, mayBecomeFresh } = freshness(head, projection.id);
    if (isFresh || !mayBecomeFresh) return { learnerId: head.id, revision: head.revision, isFresh };
    const { head: person, folds, revision } = await this.catchUp(id);
    const fold = folds.find((one) => one.projection.id === projection.id);
    return { learnerId: person.id, revision, isFresh: !fold?.failure };
  }

  private catchUp(id: string) {
    return this.writer.write({ id, handed: nothingHanded(id), trigger: RunTrigger.API });
  }

  /** As `isComplete`, of some learners. */
  private async areComplete({ id }: Projection, members: readonly string[]): Promise<boolean> {
    const look = () => this.connections.query<{ id: string; hasFailed: boolean }>(BEHIND_OF_SOME, [id, members]);
    const behind = await look();
    const ids = behind.filter(({ hasFailed }) => !hasFailed).slice(0, CAUGHT_UP_AT_ONCE);
    if (ids.length === 0) return behind.length === 0;
    await Promise.all(ids.map((learner) => this.catchUp(learner.id)));
    return (await look()).length === 0;
  }

  /** Brings those up to date who are not, up to a number, and says whether all are. */
  private async isComplete({ id }: Projection): Promise<boolean> {
    const look = async () => (await this.connections.query<Completeness>(COMPLETENESS, [id]))[0]!;
    let found = await look();
    if (found.isReady && !found.hasInbox) return !found.hasFailed;
    const behind = [
      ...(await this.connections.query<{ id: string }>(WAITING_LEARNERS, [CAUGHT_UP_AT_ONCE])),
      ...(found.isReady ? [] : await this.connections.query<{ id: string }>(LAGGING_LEARNERS, [id, CAUGHT_UP_AT_ONCE])),
    ];
    const ids = [...new Set(behind.map((row) => row.id))].slice(0, CAUGHT_UP_AT_ONCE);
    await Promise.all(ids.map((learnerId) => this.catchUp(learnerId)));
    await this.connections.transaction((manager) => makeReady(manager, this.scope, id, this.registry.maxAgeMs));
    found = await look();
    return found.isReady && !found.hasInbox && !found.hasFailed;
  }
}

interface Completeness {
  isReady: boolean;
  hasInbox: boolean;
  hasFailed: boolean;
}

const namesOf = ({ algoKey, version, paramsId }: Projection): StatesOf => ({ algoKey, version, paramsId });
