import { Injectable } from '@nestjs/common';
import { InvalidArgumentError } from '../../errors/input.errors.js';
import { SetAlteredError } from '../../errors/set.errors.js';
import { isStorableText } from '../../json/json-text.js';
import { type Adoption, Adoptions, type AdoptOptions } from './adoptions.js';
import { AdoptedSets, type CreateSetOptions, type PageOf, type SetPage } from './adopted-sets.js';
import { SKILL_MAP } from './set-kind.js';
import { type StoredMappedItem } from './skill-map.js';
import {
  judgeSkillMap,
  type SkillMapContent,
  type SkillMapRow,
  skillMapViewOf,
  type StoredSkillMap,
  withKey,
} from './skill-map-content.js';
import { StoredSets } from './stored-sets.js';

const LONGEST_ID = 200;

/** Which option of an item is the right one. */
export interface KeyCorrection {
  itemId: string;
  /** Default: every version of the item. */
  itemVersion?: string;
  keyOption: string;
}

/** What a corrected key has changed. */
export interface CorrectedKey {
  /** By which answers count from now on. */
  skillMap: StoredSkillMap;
  adoption: Adoption;
}

/**
 * What items ask for, and which options are right. What the active map says of an item counts in place of what was recorded with its
 * answers. Merged, split and renamed skills and corrected keys are a new map: no answer is rewritten, and the states by the former map
 * are there again when one goes back to it.
 *
 * Every method throws DatabaseUnavailableError when the database cannot do its part.
 */
@Injectable()
export class SkillMapsService {
  /** @internal Nest makes it. */
  constructor(
    private readonly sets: AdoptedSets,
    private readonly stored: StoredSets,
    private readonly adoptions: Adoptions,
  ) {}

  /**
   * Stores a map. It is inactive until it is adopted. One with the same items is not stored again: then that one is the answer.
   *
   * @param content 1 to 100,000 items
   * @throws InvalidArgumentError naming what is wrong; nothing is stored
   */
  async create(content: SkillMapContent, options: CreateSetOptions<StoredSkillMap> = {}): Promise<StoredSkillMap> {
    return this.sets.create(SKILL_MAP, judgeSkillMap(content), options, skillMapViewOf);
  }

  /** The newest first. @throws InvalidArgumentError naming the argument */
  async list(page: SetPage = {}): Promise<PageOf<StoredSkillMap>> {
    return this.sets.list(SKILL_MAP, page, skillMapViewOf);
  }

  /** @throws SkillMapNotFoundError */
  async get(skillMapId: string): Promise<StoredSkillMap> {
    return skillMapViewOf(await this.sets.get<SkillMapRow>(SKILL_MAP, skillMapId));
  }

  /** Its items, by their ids and versions. @throws SkillMapNotFoundError, InvalidArgumentError */
  async getItems(skillMapId: string, page: SetPage = {}): Promise<PageOf<StoredMappedItem>> {
    return this.sets.rows(SKILL_MAP, SKILL_MAP.items, skillMapId, page);
  }

  /**
   * Makes a map the active one, by an entry of the log of adoptions. Adopting the active one writes nothing.
   *
   * @returns the last entry
   * @throws SkillMapNotFoundError, InvalidArgumentError; nothing is changed
   * @throws NotTheLastAdoptionError when `expectedAdoptionId` is not the last entry; nothing is changed
   */
  async adopt(skillMapId: string, options: AdoptOptions<Adoption>): Promise<Adoption> {
    return this.sets.adopt(SKILL_MAP, skillMapId, options);
  }

  /**
   * Lets no map be active, by an entry: skills and keys count as they were recorded. Back to a former one leads `adopt`.
   *
   * @returns the last entry; null where none was ever adopted
   * @throws as `adopt`
   */
  async withdraw(options: AdoptOptions<Adoption | null>): Promise<Adoption | null> {
    return this.sets.withdraw(SKILL_MAP, options);
  }

  /** The newest 200 entries of the log of adoptions, the newest first. */
  async getHistory(): Promise<Adoption[]> {
    return this.sets.history(SKILL_MAP);
  }

  /**
   * Corrects the key of an item: makes a map from the active one, and adopts it, in one transaction. From now on, answers to the item
   * that have an `option` are right if they chose this one.
   *
   * @throws InvalidArgumentError naming the argument; nothing is changed
   * @throws SetAlteredError when rows of the active map were altered in the database; nothing is changed
   * @throws NotTheLastAdoptionError as `adopt`
   */
  async correctKey(correction: KeyCorrection, options: AdoptOptions<CorrectedKey>): Promise<CorrectedKey> {
    const itemId = checkId('itemId', correction.itemId);
    const keyOption = checkId('keyOption', correction.keyOption);
    const itemVersion = correction.itemVersion === undefined ? '' : checkId('itemVersion', correction.itemVersion);
    return this.adoptions.change<CorrectedKey>(SKILL_MAP, options, async (manager, last, adopt) => {
      const madeFrom = last?.setId ?? null;
      const before = madeFrom && (await this.stored.content<StoredMappedItem>(SKILL_MAP, madeFrom, manager));
      if (before === undefined) throw new SetAlteredError(madeFrom!);
      const own = { made_from: madeFrom, created_by_user_id: options.actorUserId ?? null };
      const corrected = { items: withKey(before ? before.items : [], { itemId, itemVersion, keyOption }), own };
      const { id, ...set } = await this.stored.add<SkillMapRow>(manager, SKILL_MAP, corrected);
      const adoption = (await adopt(id))!;
      return { skillMap: skillMapViewOf({ ...set, id, isActive: true }), adoption };
    });
  }
}

function checkId(argument: string, id: unknown): string {
  if (isStorableText(id) && id.length >= 1 && id.length <= LONGEST_ID) return id;
  throw new InvalidArgumentError(
    argument,
    `must be a text of 1 to ${LONGEST_ID} characters, without NUL and lone surrogates`,
  );
}
