import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { newRunId } from '../../domain/uuid.js';
import { canonicalJson } from '../../json/canonical-json.js';
import { type JsonObject } from '../../json/json.js';
import { askWithin, LearnerConnections } from '../learner-connections.js';
import { type Ask } from '../learner-heads.js';
import { addItems, addSet, listSets, readItems, readSet, type SetJson } from './set.statements.js';
import { type SetKind } from './set-kind.js';

/** Written and read by one statement. */
const ROWS = 5000;

/** What is in a set. */
export type SetItem = { item_id: string };

/** A set that is to be stored. */
export interface NewSet<Item extends SetItem> {
  items: readonly Item[];
  own: JsonObject;
}

/** Sets, as the database has them. */
@Injectable()
export class StoredSets {
  private readonly ask: Ask = (statement, values) => this.connections.query(statement, values);

  constructor(private readonly connections: LearnerConnections) {}

  /** Stores a set in the caller's transaction. One of the same content is not stored again: then it is the answer. */
  async add<Own>(manager: EntityManager, kind: SetKind, set: NewSet<SetItem>): Promise<SetJson<Own>> {
    const items = sortedAsStored(kind, set.items);
    const digest = createHash('sha256');
    for (const item of items) digest.update(lineOf(kind, item));
    const hex = digest.digest('hex');
    const values = [newRunId(), hex, items.length, JSON.stringify(set.own)];
    const [added] = await manager.query<{ id: string }[]>(addSet(kind), values);
    for (let first = 0; added && first < items.length; first += ROWS) {
      await manager.query(addItems(kind), [added.id, JSON.stringify(items.slice(first, first + ROWS))]);
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
   * Some items, by what names them.
   *
   * @param after what names the last one before; the empty texts for the first ones
   */
  async items<Item extends SetItem>(
    kind: SetKind,
    id: string,
    { after, most }: { after: readonly string[]; most: number },
    ask: Ask = this.ask,
  ): Promise<Item[]> {
    const statement = { name: `read_${kind.items}`, text: readItems(kind) };
    return (await ask<{ item: Item }>(statement, [id, most, ...after])).map(({ item }) => item);
  }

  /**
   * All items of a set.
   *
   * @returns undefined where they are not what its digest says: rows were altered in the database
   */
  async content<Item extends SetItem>(
    kind: SetKind,
    id: string,
    manager?: EntityManager,
  ): Promise<readonly Item[] | undefined> {
    const ask = manager ? askWithin(manager) : this.ask;
    const digest = createHash('sha256');
    const all: Item[] = [];
    for (let after: string[] | undefined = kind.place.map(() => ''); after;) {
      const page: Item[] = await this.items<Item>(kind, id, { after, most: ROWS }, ask);
      for (const item of page) digest.update(lineOf(kind, item));
      all.push(...page);
      const last: Item | undefined = page[ROWS - 1];
      after = last && placeOf(kind, last);
    }
    return digest.digest('hex') === (await this.find(kind, id, ask))?.digest ? all : undefined;
  }
}

const placeOf = ({ place }: SetKind, item: SetItem): string[] =>
  place.map((name) => (item as unknown as Record<string, string>)[name]!);

/** In the order in which the database compares texts: by their bytes. */
function sortedAsStored(kind: SetKind, items: readonly SetItem[]): SetItem[] {
  const keyed = items.map((item) => ({ item, key: Buffer.from(placeOf(kind, item).join('\0')) }));
  return keyed.sort((one, other) => Buffer.compare(one.key, other.key)).map(({ item }) => item);
}

/** The values of its columns, the same for an item that is to be stored and one that was read. */
function lineOf({ itemColumns }: SetKind, item: SetItem): string {
  const values = Object.keys(itemColumns).map((name) => {
    const value = (item as JsonObject)[name]!;
    return typeof value === 'object' ? canonicalJson(value) : value;
  });
  return `${JSON.stringify(values)}\n`;
}
