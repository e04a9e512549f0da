import { LEARNER_SCOPE, SCOPE_KINDS, type ScopeKind } from '../authoring/fold.js';
import { checkInstant, InvalidArgumentError } from '../errors/input.errors.js';
import { isStorableText } from '../json/json-text.js';

const LONGEST_ID = 200;

/**
 * What people decide about a learner: `reset` lets the states of a scope begin anew after an instant; `exclude_session` leaves out
 * the answers of a session; `suspend` keeps a skill or an item from what is due and what comes next, until it is lifted or
 * expires; `exempt` does so for good.
 */
export type DecisionKind = 'reset' | 'exclude_session' | 'suspend' | 'exempt';

export const DECISION_KINDS: readonly DecisionKind[] = ['reset', 'exclude_session', 'suspend', 'exempt'];
export const DECISION_SCOPES = [...SCOPE_KINDS, 'session'] as const;

/** What a decision is about. The learner as a whole needs no id. */
export interface DecisionScope {
  kind: ScopeKind | 'session';
  id?: string;
}

/** A decision, as it is handed over. */
export interface Decision {
  kind: DecisionKind;
  /** `reset`: a skill, an item or the learner; `suspend` and `exempt`: a skill or an item; `exclude_session`: a session. */
  scope: DecisionScope;
  /** Of a `reset`: answers up to this instant do not count for the scope any more. Default now; not in the future. */
  at?: Date;
  /** Of a `suspend`: when it ends by itself. Default never. */
  expiresAt?: Date;
}

/** A decision that keeps the rules. */
export interface JudgedDecision {
  kind: DecisionKind;
  scope: { kind: ScopeKind | 'session'; id: string };
  /** In milliseconds since 1970; null for now. */
  at: number | null;
  expiresAt: number | null;
}

const SCOPES: Readonly<Record<DecisionKind, readonly DecisionScope['kind'][]>> = {
  reset: ['skill', 'item', 'learner'],
  exclude_session: ['session'],
  suspend: ['skill', 'item'],
  exempt: ['skill', 'item'],
};

/** @throws InvalidArgumentError naming what is wrong */
export function judgeDecision(given: Decision): JudgedDecision {
  const { kind, scope, at, expiresAt } = given;
  if (!Object.hasOwn(SCOPES, kind)) reject('kind', `must be one of ${Object.keys(SCOPES).join(', ')}`);
  if (typeof scope !== 'object' || scope === null) reject('scope', 'must be an object with kind and id');
  if (Object.keys(scope).some((name) => name !== 'kind' && name !== 'id'))
    reject('scope', 'must have kind and id alone');
  if (!SCOPES[kind].includes(scope.kind)) {
    reject('scope.kind', `must be ${SCOPES[kind].join(' or ')} where the decision is to ${kind}`);
  }
  if (at !== undefined && kind !== 'reset') reject('at', 'must be left out: only a reset is as of an instant');
  if (expiresAt !== undefined && kind !== 'suspend') reject('expiresAt', 'must be left out: only a suspend expires');
  return {
    kind,
    scope: { kind: scope.kind, id: idOf(scope) },
    at: at === undefined ? null : checkInstant('at', at).getTime(),
    expiresAt: expiresAt === undefined ? null : checkInstant('expiresAt', expiresAt).getTime(),
  };
}

function idOf({ kind, id }: DecisionScope): string {
  if (kind === 'learner') {
    if (id !== undefined && id !== LEARNER_SCOPE.id) reject('scope.id', 'must be left out where it is the learner');
    return LEARNER_SCOPE.id;
  }
  if (isStorableText(id) && id.length >= 1 && id.length <= LONGEST_ID) return id;
  return reject('scope.id', `must be a text of 1 to ${LONGEST_ID} characters, without NUL and lone surrogates`);
}

function reject(argument: string, reason: string): never {
  throw new InvalidArgumentError(argument, reason);
}
