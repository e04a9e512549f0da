/**
 * Loaded into a process before its program (`node --import`): kills it at a statement that it sends to PostgreSQL, the
 * first one with KILL_AT=1. With KILL_AFTER_SENDING the statement is on its way by then.
 */
import pg from 'pg';

const { query } = pg.Client.prototype;
let left = Number(process.env.KILL_AT);

pg.Client.prototype.query = function (...args) {
  left -= 1;
  if (left === 0 && !process.env.KILL_AFTER_SENDING) process.kill(process.pid, 'SIGKILL');
  const result = Reflect.apply(query, this, args);
  if (left === 0) process.kill(process.pid, 'SIGKILL');
  return result;
};
