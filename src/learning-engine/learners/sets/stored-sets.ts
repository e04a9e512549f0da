import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { newRunId } from '../../domain/uuid.js';
import { canonicalJson } from '../../json/canonical-json.js';
import { type JsonObject } from '../../json/json.js';
import { askWithin, LearnerConnections } from '../learner-connections.js';
import { type Ask } from '../learner-heads.js';
import { addRows, addSet, listSets, readRows, readSet, type SetJson } from './set.statements.js';
import { type SetKind, type SetPart } from './set-kind.js';

/** Written and read by one statement. */
const ROWS = 5000;

/** A set that is to be stored. */
export interface NewSet {
  items: readonly object[];
  skills?: readonly object[];
  own: JsonObject;
}

/** What is in a set. */
export interface SetContent<Item, Skill = never> {
  items: readonly Item[];
  /** Of calibrations alone. */
  skills: readonly Skill[];
}

/** Sets, as the database has them. */
@Injectable()
export class StoredSets {
  private readonly ask: Ask = (statement, values) => this.connections.query(statement, values);

  constructor(private readonly connections: LearnerConnections) {}

  /** Stores a set in the caller's transaction. One of the same content is not stored again: then it is the answer. */
  async add<Own>(manager: EntityManager, kind: SetKind, set: NewSet): Promise<SetJson<Own>> {
    const parts = partsOf(kind).map(({ name, part }) => ({ part, rows: sortedAsStored(part, set[name] ?? []) }));
    const digest = createHash('sha256');
    for (const { part, rows } of parts) for (const row of rows) digest.update(lineOf(part, row));
    const hex = digest.digest('hex');
    const values = [newRunId(), hex, set.items.length, JSON.stringify(set.own)];
    const [added] = await manager.query<{ id: string }[]>(addSet(kind), values);
    for (const { part, rows } of added ? parts : []) {
      for (let first = 0; first < rows.length; first += ROWS) {
        await manager.query(addRows(kind, part), [added!.id, JSON.stringify(rows.slice(first, first + ROWS))]);
      }
    }
    const [row] = await manager.query<{ set: SetJson<Own> }[]>(readSet(kind), [null, hex]);
    return row!.set;
  }

  /** Undefined where there is none. */
  async find<Own>(kind: SetKind, id: string, ask: Ask = this.ask): Promise<SetJson<Own> | undefined> {
    const rows = await ask<{ set: SetJson<Own> }>({ name: `read_${kind.table}`, text: readSet(kind) }, [id, null]);
    return rows[0]?.set;
  }

  /** The newest first. */
  async list<Own>(kind: SetKind, before: string | null, most: number): Promise<SetJson<Own>[]> {
    const statement = { name: `list_${kind.table}`, text: listSets(kind) };
    return (await this.ask<{ set: SetJson<Own> }>(statement, [before, most])).map(({ set }) => set);
  }

  /**
   * Some rows of a part, by what names them.
   *
   * @param after what names the last one before; the empty texts for the first ones
   */
  async rows<Row extends object>(
    kind: SetKind,
    part: SetPart,
    id: string,
    { after, most }: { after: readonly string[]; most: number },
    ask: Ask = this.ask,
  ): Promise<Row[]> {
    const statement = { name: `read_${part.table}`, text: readRows(kind, part) };
    return (await ask<{ row: Row }>(statement, [id, most, ...after])).map(({ row }) => row);
  }

  /**
   * All that is in a set.
   *
   * @returns undefined where it is not what its digest says: rows were altered in the database
   */
  async content<Item extends object, Skill extends object = never>(
    kind: SetKind,
    id: string,
    manager?: EntityManager,
  ): Promise<SetContent<Item, Skill> | undefined> {
    const ask = manager ? askWithin(manager) : this.ask;
    const digest = createHash('sha256');
    const content: Record<'items' | 'skills', object[]> = { items: [], skills: [] };
    for (const { name, part } of partsOf(kind)) {
      for (let after: string[] | undefined = part.place.map(() => ''); after;) {
        const page: object[] = await this.rows(kind, part, id, { after, most: ROWS }, ask);
        for (const row of page) digest.update(lineOf(part, row));
        content[name].push(...page);
        const last: object | undefined = page[ROWS - 1];
        after = last && placeOf(part, last);
      }
    }
    const isWhole = digest.digest('hex') === (await this.find(kind, id, ask))?.digest;
    return isWhole ? (content as unknown as SetContent<Item, Skill>) : undefined;
  }
}

/** In the order in which the digest takes them. A calibration without skills has the digest of its items. */
const partsOf = ({ items, skills }: SetKind): { name: 'items' | 'skills'; part: SetPart }[] => [
  { name: 'items', part: items },
  ...(skills ? [{ name: 'skills' as const, part: skills }] : []),
];

const placeOf = ({ place }: SetPart, row: object): string[] =>
  place.map((name) => (row as Record<string, string>)[name]!);

/** In the order in which the database compares texts: by their bytes. */
function sortedAsStored(part: SetPart, rows: readonly object[]): object[] {
  const keyed = rows.map((row) => ({ row, key: Buffer.from(placeOf(part, row).join('\0')) }));
  return keyed.sort((one, other) => Buffer.compare(one.key, other.key)).map(({ row }) => row);
}

/** The values of its columns, the same for a row that is to be stored and one that was read. */
function lineOf({ columns, since = [] }: SetPart, row: object): string {
  const given = Object.keys(columns).filter((name) => (row as JsonObject)[name] !== null || !since.includes(name));
  const values = given.map((name) => {
    const value = (row as JsonObject)[name]!;
    return typeof value === 'object' ? canonicalJson(value) : value;
  });
  return `${JSON.stringify(values)}\n`;
}
