/**
 * Settings of a session that change what a value means, or on which a promise rests. A server, a database or a role can set
 * each of them otherwise, so every connection sets them itself.
 */
export const SESSION_SETTINGS: Readonly<Record<string, string>> = {
  client_encoding: 'UTF8',
  // How times, intervals and numbers are written, and so how they are read.
  DateStyle: 'ISO',
  IntervalStyle: 'postgres',
  extra_float_digits: '1',
  // A backslash in a text, and NULL in a list, such as the error messages of runs that are written together.
  standard_conforming_strings: 'on',
  array_nulls: 'on',
  // How the server writes definitions, which the doctor compares.
  quote_all_identifiers: 'off',
  // Statements that are no part of a transaction: the triggers of the activation log reject levels above this one.
  default_transaction_isolation: 'read committed',
  // Nothing is acknowledged that a crash of the server can lose. A stricter setting of the host's stays.
  synchronous_commit: 'on',
};

/** Of the time limits that a pool of connections may have, those that the server keeps. */
export const SERVER_LIMITS = ['lock_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout'] as const;

export type ServerLimit = (typeof SERVER_LIMITS)[number];
