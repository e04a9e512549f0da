import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { EngineScope } from '../../database/engine-scope.js';
import { type ChangeOptions, changeInTransaction } from '../../database/retry/in-transaction.js';
import { DEFAULT_PAGE, LARGEST_PAGE } from '../../domain/page-limit.js';
import { isUuid } from '../../domain/uuid.js';
import { checkPageLimit, InvalidArgumentError } from '../../errors/input.errors.js';
import { CalibrationNotFoundError, SkillMapNotFoundError } from '../../errors/set.errors.js';
import { type Adoption, Adoptions, type AdoptOptions } from './adoptions.js';
import { type SetKind, type SetPart } from './set-kind.js';
import { type SetJson } from './set.statements.js';
import { type NewSet, StoredSets } from './stored-sets.js';

/** Who stores a set. */
export interface CreateSetOptions<Result = unknown> extends ChangeOptions<Result> {
  createdByUserId?: string | null;
}

/** Which part of a list. */
export interface SetPage {
  /** Entries in a page, 1 to 200, default 50. */
  limit?: number;
  /** `nextAfter` of the page before. */
  after?: string;
}

/** A part of a list. */
export interface PageOf<Entry> {
  entries: Entry[];
  /** What to ask the next page `after`; null after the last one. */
  nextAfter: string | null;
}

/** What can be done with the sets of every kind. */
@Injectable()
export class AdoptedSets {
  constructor(
    private readonly scope: EngineScope,
    private readonly stored: StoredSets,
    private readonly adoptions: Adoptions,
  ) {}

  async create<Own, View>(
    kind: SetKind,
    { own, ...content }: NewSet,
    { createdByUserId = null, ...options }: CreateSetOptions<View>,
    viewOf: (set: SetJson<Own>) => View,
  ): Promise<View> {
    if (createdByUserId !== null && !isUuid(createdByUserId)) {
      throw new InvalidArgumentError('createdByUserId', 'must be a UUID');
    }
    const set = { ...content, own: { ...own, created_by_user_id: createdByUserId } };
    const store = async (manager: EntityManager) => viewOf(await this.stored.add<Own>(manager, kind, set));
    return changeInTransaction(this.scope.dataSource, store, options);
  }

  async get<Own>(kind: SetKind, id: string): Promise<SetJson<Own>> {
    const found = isUuid(id) ? await this.stored.find<Own>(kind, id) : undefined;
    if (!found) throw notFound(kind, id);
    return found;
  }

  async list<Own, View>(kind: SetKind, page: SetPage, viewOf: (set: SetJson<Own>) => View): Promise<PageOf<View>> {
    const { limit = DEFAULT_PAGE, after } = page;
    checkPageLimit(limit);
    if (after !== undefined && !isUuid(after)) throw ofNoPage();
    const rows = await this.stored.list<Own>(kind, after ?? null, limit + 1);
    const entries = rows.slice(0, limit);
    return { entries: entries.map(viewOf), nextAfter: rows.length > limit ? entries.at(-1)!.id : null };
  }

  async rows<Row extends object>(kind: SetKind, part: SetPart, id: string, page: SetPage): Promise<PageOf<Row>> {
    const { limit = DEFAULT_PAGE } = page;
    checkPageLimit(limit);
    const after = placeOf(part, page.after);
    await this.get(kind, id);
    const rows = await this.stored.rows<Row>(kind, part, id, { after, most: limit + 1 });
    const entries = rows.slice(0, limit);
    const last = rows.length > limit && (entries.at(-1) as unknown as Record<string, string>);
    return { entries, nextAfter: last ? JSON.stringify(part.place.map((name) => last[name])) : null };
  }

  async adopt(kind: SetKind, id: string, options: AdoptOptions<Adoption>): Promise<Adoption> {
    await this.get(kind, id);
    return this.adoptions.change(kind, options, async (_manager, _last, adopt) => (await adopt(id.toLowerCase()))!);
  }

  /** @returns null where none was ever adopted */
  async withdraw(kind: SetKind, options: AdoptOptions<Adoption | null>): Promise<Adoption | null> {
    return this.adoptions.change(kind, options, (_manager, _last, adopt) => adopt(null));
  }

  async history(kind: SetKind): Promise<Adoption[]> {
    return this.adoptions.history(kind, LARGEST_PAGE);
  }
}

const notFound = ({ kind }: SetKind, id: string) =>
  kind === 'calibration' ? new CalibrationNotFoundError(String(id)) : new SkillMapNotFoundError(String(id));

const ofNoPage = () => new InvalidArgumentError('after', 'must be the nextAfter of a page');

function placeOf({ place }: SetPart, after: string | undefined): string[] {
  if (after === undefined) return place.map(() => '');
  let read: unknown;
  try {
    read = JSON.parse(after);
  } catch {
    throw ofNoPage();
  }
  const isPlace =
    Array.isArray(read) &&
    read.length === place.length &&
    read.every((part) => typeof part === 'string' && !part.includes('\0'));
  if (!isPlace) throw ofNoPage();
  return read as string[];
}
