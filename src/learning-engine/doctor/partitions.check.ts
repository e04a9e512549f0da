import { monthAfter } from '../database/partitions/month.js';
import { readRunPartitions } from '../database/partitions/run-partitions.js';
import { type Check, type Finding } from './finding.js';

/** Partitions in which rows are out of the reach of their rules: PostgreSQL keeps the others alike by itself. */
const UNGUARDED = `
  SELECT p.oid::regclass::text AS name, c.relname AS table, concat_ws(', ',
    CASE WHEN p.relpersistence <> 'p' THEN 'is UNLOGGED' END,
    CASE WHEN p.relrowsecurity OR p.relforcerowsecurity THEN 'has ROW SECURITY' END,
    CASE WHEN p.relowner <> c.relowner THEN 'belongs to ' || p.relowner::regrole END,
    (SELECT string_agg('has RULE ' || quote_ident(rulename), ', ' ORDER BY rulename) FROM pg_rewrite WHERE ev_class = p.oid),
    (SELECT string_agg('has no TRIGGER ' || quote_ident(t.tgname) || ' that fires', ', ' ORDER BY t.tgname)
     FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal AND (t.tgtype & 1 = 1 OR t.tgtype & 32 = 32)
       AND NOT EXISTS (SELECT FROM pg_trigger o WHERE o.tgrelid = p.oid AND o.tgname = t.tgname AND o.tgfoid = t.tgfoid
         AND o.tgargs = t.tgargs AND o.tgenabled = t.tgenabled))) AS fault
  FROM pg_class c JOIN pg_inherits i ON i.inhparent = c.oid JOIN pg_class p ON p.oid = i.inhrelid
  WHERE c.oid IN (to_regclass('algo_runs'), to_regclass('learner_answers')) AND c.relkind = 'p' ORDER BY name`;

/** Where runs are kept by months, the next month has a partition; and each partition, also of answers, has the rules of all. */
export const checkPartitions: Check = async (manager) => {
  const found = await readRunPartitions((text, values) => manager.query(text, values));
  if (!found) return [];
  const findings: Finding[] = [];
  const { now, months, detached, unfinished } = found;
  if (unfinished) {
    findings.push({
      code: 'PARTITIONS_UNFINISHED',
      subject: unfinished.table,
      message: `"partitions make" was broken off, and ${unfinished.name} will reject runs from its month on`,
      remedy: 'Call "partitions make" again, as the owner of the tables.',
    });
  }
  const last = months?.at(-1);
  if (last && last.to < monthAfter(now, 2)) {
    findings.push({
      code: 'PARTITION_MISSING',
      subject: 'algo_runs',
      message: `There is no partition for runs from ${last.to.toISOString().slice(0, 10)} on: they are kept, all in one table`,
      remedy: 'Call "partitions make", as the owner of the tables. Each run of migrations does it, too.',
    });
  }
  if (months && detached.length > 0) {
    findings.push({
      code: 'PARTITION_DETACHED',
      subject: 'algo_runs',
      message: `"partitions retire" was broken off: the runs of ${detached.map(({ name }) => name).join(', ')} are there and not listed`,
      remedy: 'Call "partitions retire" again, as the owner of the tables: it exports and removes them.',
    });
  }
  const partitions = await manager.query<{ name: string; table: string; fault: string }[]>(UNGUARDED);
  for (const { name, table, fault } of partitions.filter((partition) => partition.fault !== '')) {
    findings.push({
      code: 'SCHEMA_CHANGED',
      subject: `partition ${name}`,
      message: `The partition ${name} ${fault}`,
      remedy: `Restore it: a partition has the owner and the triggers of ${table}.`,
    });
  }
  return findings;
};
