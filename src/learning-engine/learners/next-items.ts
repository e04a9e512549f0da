import { Injectable } from '@nestjs/common';
import { type FoldScope, LEARNER_SCOPE, type ScopeKind } from '../authoring/fold.js';
import { type SelectCandidate, type Selector } from '../authoring/select.js';
import { AlgorithmCatalog } from '../catalog/algorithm-catalog.js';
import { EngineScope } from '../database/engine-scope.js';
import { RunTrigger } from '../domain/run-trigger.js';
import { AlgorithmFailedError, NothingToRunError } from '../errors/execution.errors.js';
import { LearnerErasedError, VersionSelectsNothingError } from '../errors/learner.errors.js';
import { ExecutionService } from '../execution/execution.service.js';
import { sha256 } from '../json/canonical-json.js';
import { type JsonObject } from '../json/json.js';
import { type ActivePair } from '../resolution/active-pairs.js';
import { ActiveVersionCache } from '../resolution/active-version-cache.js';
import { tellOfEnd } from '../runs/ended-run.js';
import { rejectReference } from '../runs/missing-reference.js';
import { runRow } from '../runs/recorded-run.js';
import { chosenItems } from './chosen-items.js';
import { withheld } from './deciding.js';
import { type FoldableEntry, inOrder, lastVersions } from './fold-plan.js';
import { LearnerConnections } from './learner-connections.js';
import { type Ask, freshness, type Head, readPerson } from './learner-heads.js';
import { readLog } from './learner-log.js';
import { scopeName } from './learner-state.js';
import { LearnerWriter } from './learner-writer.js';
import { type CountedAnswer } from './log-entry.js';
import { LiveProjectionsCache, type Projection } from './live-projections.js';
import { type Basis } from './sets/bases.js';
import { type JudgedRequest, type NextCandidate } from './next-request.js';
import { checkNotErased } from './personal/erased.js';
import { nothingHanded } from './recording.js';
import {
  ADD_FAILURE,
  ADD_SELECTION,
  CHOSEN_DIFFICULTIES,
  type ChosenItem,
  FIND_SELECTION,
  type SelectionJson,
} from './selections.statements.js';

/** What a learner is asked next, and what it was made from. */
export interface Selection {
  /** For the answers to its questions, as their `selection_id`. */
  id: string;
  algoKey: string;
  version: string;
  paramsId: string;
  /** Of the computation. */
  runId: string;
  /** Of the learner; 0 while nothing of them was recorded. */
  revision: number;
  /** The best first. */
  items: readonly ChosenItem[];
  at: Date;
}

/** What chooses, and from what. */
interface Policy {
  pair: ActivePair;
  selector: Selector;
  /** The projections whose states it reads. */
  states: ReadonlyMap<string, { projection: Projection; kind: ScopeKind }>;
  /** What is active beside versions and parameters. */
  basis: Partial<Basis>;
}

/** Chooses what learners are asked next, from one state of their log and of what was made of it. */
@Injectable()
export class NextItems {
  private readonly ask: Ask = (statement, values) => this.connections.query(statement, values);
  private readonly write: Ask = (statement, values) => this.connections.write(statement, values);

  constructor(
    private readonly scope: EngineScope,
    private readonly connections: LearnerConnections,
    private readonly writer: LearnerWriter,
    private readonly projections: LiveProjectionsCache,
    private readonly active: ActiveVersionCache,
    private readonly catalog: AlgorithmCatalog,
    private readonly execution: ExecutionService,
  ) {}

  async choose(learnerId: string, request: JudgedRequest): Promise<Selection> {
    const policy = await this.policyOf(request.algoKey, learnerId);
    const head = await this.headOf(learnerId, policy, request.candidates);
    const found = await this.find(head, policy.pair.params.id, request);
    const { algoKey, version } = policy.pair.version;
    if (found) return selectionOf(head, { algoKey, version, paramsId: policy.pair.params.id }, found);

    const { run, items } = await this.compute(head, policy, request);
    const { paramsId } = run;
    const values = [
      ...[head.id, head.revision ?? 0, run.algoVersionId, paramsId, request.digest, request.count],
      ...[JSON.stringify(request.candidates), JSON.stringify(items), JSON.stringify([runRow(run)])],
      head.revision === null,
    ];
    const add = async (ask: Ask) => (await ask<{ selection: SelectionJson }>(ADD_SELECTION, values))[0]?.selection;
    // Others who asked the same at the same time have the same selection.
    const selection =
      (await add(this.write).catch(rejectReference)) ??
      (await this.find(head, paramsId, request)) ??
      (await this.writer.inTurn(head.id, add)) ??
      (await this.find(head, paramsId, request));
    if (!selection) throw new LearnerErasedError(learnerId);
    if (selection.runId === run.id) tellOfEnd(this.scope.name, run);
    return selectionOf(head, { algoKey, version, paramsId }, selection);
  }

  /** Of a learner who was erased, that is told before anything else. */
  private async policyOf(algoKey: string, learnerId: string): Promise<Policy> {
    const { pairs } = await this.active.current();
    const pair = pairs.get(algoKey);
    const selector = pair && this.catalog.get(algoKey, pair.version.version).definition.select;
    if (!selector) await checkNotErased(this.connections, learnerId);
    if (!pair) throw new NothingToRunError(String(algoKey));
    if (!selector) throw new VersionSelectsNothingError(algoKey, pair.version.version);
    const { projections, active: basis = {} } = await this.projections.live();
    const states = Object.entries(selector.states).flatMap(([key, kind]) => {
      const projection = projections.find((one) => one.isActive && one.algoKey === key);
      return projection ? [[key, { projection, kind }] as const] : [];
    });
    return { pair, selector, states: new Map(states), basis };
  }

  /** With the states of all candidates, as of one moment. */
  private async headOf(id: string, { states }: Policy, candidates: readonly NextCandidate[]): Promise<Head> {
    const scopes = new Map(
      [...states.values()].map(({ projection, kind }): [string, FoldScope[]] => {
        const named = candidates.flatMap((candidate) => scopeOf(kind, candidate) ?? []);
        return [projection.id, [...new Map(named.map((scope) => [scopeName(scope), scope])).values()]];
      }),
    );
    const read = () => readPerson(this.ask, { id, eventIds: [], scopes });
    const head = await read();
    if (head.isErased) throw new LearnerErasedError(id);
    const isBehind = [...states.values()].some(({ projection }) => {
      const { isFresh, mayBecomeFresh } = freshness(head, projection.id);
      return !isFresh && mayBecomeFresh;
    });
    if (!head.hasInbox && !isBehind) return head;
    await this.writer.write({ id, handed: nothingHanded(id), trigger: RunTrigger.API });
    return read();
  }

  private async find({ id, revision }: Head, paramsId: string, { digest }: JudgedRequest) {
    const [row] = await this.connections.query<{ selection: SelectionJson }>(FIND_SELECTION, [
      ...[id, revision ?? 0, paramsId, digest],
    ]);
    return row?.selection;
  }

  private async compute(head: Head, { pair, selector, states, basis }: Policy, request: JudgedRequest) {
    const { algoKey, version } = pair.version;
    const { count } = request;
    const [log, difficulties] = await Promise.all([readLog(this.ask, head), this.chosenDifficulties(head.id)]);
    const kept = withheld(lastVersions(log), head.now);
    const calibrated = (item_id: string | null) => basis.factsOf?.({ item_id, skills: [] }).item_difficulty ?? null;
    const open = request.candidates.filter((candidate) => {
      const scopes = [scopeOf('item', candidate), scopeOf('skill', candidate)];
      return !scopes.some((scope) => scope && kept.has(scopeName(scope)));
    });
    const candidates = open.map((candidate): SelectCandidate => {
      const known = [...states].map(([key, { projection, kind }]) => {
        const scope = scopeOf(kind, candidate);
        return [key, (scope && head.states.get(projection.id)!.get(scopeName(scope))) ?? null] as const;
      });
      const { item_id, skill_id = null, difficulty = calibrated(item_id) } = candidate;
      return { item_id, skill_id, difficulty, states: Object.fromEntries(known) };
    });
    const given = new Map(request.candidates.map(({ item_id, difficulty }) => [item_id, difficulty]));
    const answers = sinceReset(inOrder(log, basis.skillMap)).map(({ answer }) => {
      const id = answer.item_id ?? '';
      return { ...answer, difficulty: given.get(id) ?? calibrated(id) ?? difficulties.get(id) ?? null };
    });
    const now = new Date(head.now).toISOString();
    // With the last answer, so that the id of a learner who was erased does not find the record of the run.
    const seed = sha256(JSON.stringify([head.id, head.revision ?? 0, answers.at(-1) ?? null]));
    const told = <T>(work: () => T): T => {
      try {
        return work();
      } catch (error) {
        throw new AlgorithmFailedError(algoKey, version, error);
      }
    };
    const input = told(() => selector.inputOf({ now, seed, count, answers, candidates }));
    const whose = { userId: head.id, trigger: RunTrigger.API, versionNamed: true };
    const make = (output: JsonObject) => told(() => chosenItems(selector.chosen(output), open, { count, calibrated }));
    const attempted = await this.execution.attempt({ pair, input, whose, make });
    if ('made' in attempted) return { run: attempted.run, items: attempted.made };
    const failure = [JSON.stringify([runRow(attempted.run)]), head.id, head.revision === null];
    const written = await this.write(ADD_FAILURE, failure).catch(rejectReference);
    if (written.length === 0) await checkNotErased(this.connections, head.id);
    tellOfEnd(this.scope.name, attempted.run);
    throw attempted.error;
  }

  private async chosenDifficulties(learnerId: string): Promise<Map<string, number>> {
    const rows = await this.connections.query<{ chosen: [string, number] }>(CHOSEN_DIFFICULTIES, [learnerId]);
    return new Map(rows.map(({ chosen }) => chosen));
  }
}

/** Since the learner as a whole began anew. */
function sinceReset(entries: readonly FoldableEntry[]): CountedAnswer[] {
  const last = entries.findLastIndex((entry) => 'reset' in entry && entry.reset.kind === 'learner');
  return entries.slice(last + 1).flatMap((entry) => ('answer' in entry ? entry : []));
}

/** Undefined for a candidate without a skill. */
function scopeOf(kind: ScopeKind, { item_id, skill_id }: NextCandidate): FoldScope | undefined {
  if (kind === 'learner') return LEARNER_SCOPE;
  if (kind === 'item') return { kind, id: item_id };
  return skill_id === undefined ? undefined : { kind, id: skill_id };
}

const selectionOf = (
  { revision }: Head,
  policy: Pick<Selection, 'algoKey' | 'version' | 'paramsId'>,
  { id, runId, at, items }: SelectionJson,
): Selection => ({ id, ...policy, runId, revision: revision ?? 0, items, at: new Date(at) });
