import { type EngineConnections } from '../database/connections/engine-connections.js';
import { type Finding } from './finding.js';

/** How long a rejected write counts: a database that takes none is asked again and again. */
const REJECTED_MS = 10_000;

const WRITES_REJECTED: Finding = {
  code: 'READ_ONLY',
  subject: 'writes',
  message: 'The database rejected a write a moment ago: it is a standby, or its disk is full',
  remedy: 'Look at the log of the database; reads go on meanwhile.',
};

/** Findings, and that a write was rejected a moment ago, unless they say why. */
export function withRejectedWrites(findings: readonly Finding[], connections: EngineConnections): Finding[] {
  const isKnown = findings.some(({ code }) => code === 'READ_ONLY');
  return isKnown || !connections.hasRejectedWrites(REJECTED_MS) ? [...findings] : [...findings, WRITES_REJECTED];
}
