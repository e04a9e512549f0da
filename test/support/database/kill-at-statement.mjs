/**
 * Loaded into a process before its program (`node --import`): kills it at a statement that it sends to PostgreSQL, the
 * first one with KILL_AT=1, or the first one whose name or text contains KILL_AT. With KILL_AFTER_SENDING the statement is on its
 * way by then.
 */
import pg from 'pg';

const { query } = pg.Client.prototype;
const at = process.env.KILL_AT;
let left = Number(at);

/** @param {string | { name?: string, text?: string }} statement */
function isMeant(statement) {
  left -= 1;
  const { name = '', text = '' } = typeof statement === 'string' ? { text: statement } : statement;
  return left === 0 || (Number.isNaN(left) && `${name} ${text}`.includes(at));
}

pg.Client.prototype.query = function (...args) {
  const isLast = isMeant(args[0]);
  if (isLast && !process.env.KILL_AFTER_SENDING) process.kill(process.pid, 'SIGKILL');
  const result = Reflect.apply(query, this, args);
  if (isLast) process.kill(process.pid, 'SIGKILL');
  return result;
};
