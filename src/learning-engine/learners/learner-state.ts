import { type FoldScope } from '../authoring/fold.js';
import { type JsonObject } from '../json/json.js';
import { type Place } from '../kit/time-order.js';

/** What is kept of one scope. */
export interface KeptState {
  scope: FoldScope;
  state: JsonObject;
  value: number | null;
  /** UTC in ISO 8601. */
  due_at: string | null;
  /** How many answers it was made of. */
  answers: number;
  /** The last of them. */
  through: Place;
}

/** How far a projection has folded the log of a learner. */
export interface Position {
  throughSeq: number;
  /** The last place in time that it has folded; null where no answer meant anything to it. */
  through: Place | null;
  /** Its fold threw at the answers after `throughSeq`. */
  hasFailed: boolean;
}

export const NO_POSITION: Position = { throughSeq: 0, through: null, hasFailed: false };

/** A name for a scope that no other one has. */
export const scopeName = ({ kind, id }: FoldScope): string => `${kind}:${id}`;
