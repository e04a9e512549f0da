/**
 * A kind of sets that decide the numbers of states beside answers, versions and parameters. A set never changes, the same content is
 * stored once, and at most one set of a kind is active.
 */
export interface SetKind {
  readonly kind: 'calibration' | 'skill_map';
  /** Of the sets, with the types of the columns that this kind alone has. */
  readonly table: string;
  readonly own: Readonly<Record<string, string>>;
  readonly items: SetPart;
  /** Of calibrations alone. */
  readonly skills?: SetPart;
  /** The column that names a set, in its parts and in `set_adoptions`. */
  readonly column: string;
}

/** A table of what is in sets, with the types of its columns. */
export interface SetPart {
  readonly table: string;
  readonly columns: Readonly<Record<string, string>>;
  /** The last columns, which rows once had not: where they are null, the digest is what it was without them. */
  readonly since?: readonly string[];
  /** The columns that name a row in a set. */
  readonly place: readonly string[];
}

export const CALIBRATION: SetKind = {
  kind: 'calibration',
  table: 'item_calibrations',
  own: {
    bank_id: 'text',
    algo_version_id: 'uuid',
    params_id: 'uuid',
    answers_from: 'timestamptz',
    answers_to: 'timestamptz',
    created_by_user_id: 'uuid',
    skills: 'integer',
  },
  items: {
    table: 'item_difficulties',
    columns: {
      item_id: 'text',
      difficulty: 'float8',
      discrimination: 'float8',
      se: 'float8',
      answers: 'bigint',
      provisional: 'boolean',
      usual_duration_ms: 'bigint',
      durations: 'bigint',
    },
    since: ['usual_duration_ms', 'durations'],
    place: ['item_id'],
  },
  skills: {
    table: 'skill_difficulties',
    columns: { skill_id: 'text', difficulty: 'float8', answers: 'bigint', items_difficulty: 'float8' },
    since: ['items_difficulty'],
    place: ['skill_id'],
  },
  column: 'calibration_id',
};

export const SKILL_MAP: SetKind = {
  kind: 'skill_map',
  table: 'skill_maps',
  own: { made_from: 'uuid', created_by_user_id: 'uuid' },
  items: {
    table: 'skill_map_items',
    columns: { item_id: 'text', item_version: 'text', skills: 'jsonb', key_option: 'text' },
    place: ['item_id', 'item_version'],
  },
  column: 'skill_map_id',
};

/** Items in a set, and skills, at most. */
export const MOST_ITEMS = 100_000;

/** The set of a kind that is active, in SQL: null where there is none. */
export const activeSet = ({ kind, column }: SetKind): string =>
  `(SELECT active.${column} FROM set_adoptions active WHERE active.kind = '${kind}' ORDER BY active.id DESC LIMIT 1)`;
