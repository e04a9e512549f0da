import { Injectable } from '@nestjs/common';
import { type CalibratedItem, type CalibratedSkill } from './calibration.js';
import { factsBy, type FactsOf } from './facts.js';
import { CALIBRATION, SKILL_MAP } from './set-kind.js';
import { type SkillMap, skillMapOf, type StoredMappedItem } from './skill-map.js';
import { StoredSets } from './stored-sets.js';

/** Which sets decide numbers. */
export interface BasisIds {
  readonly calibrationId: string | null;
  readonly skillMapId: string | null;
}

/** What decides numbers beside answers, versions and parameters. */
export interface Basis extends BasisIds {
  /** Undefined where there is no calibration: then nothing is known of any item. */
  readonly factsOf?: FactsOf;
  /** Undefined where there is no skill map: then what was recorded counts. */
  readonly skillMap?: SkillMap;
}

/** The sets by which this process folds. Each is read once: it never changes. */
@Injectable()
export class Bases {
  private readonly calibrations = new Kept((id) => this.readCalibration(id));
  private readonly skillMaps = new Kept((id) => this.readSkillMap(id));

  constructor(private readonly stored: StoredSets) {}

  /**
   * Sets that are not asked for are forgotten.
   *
   * @returns undefined for a basis with a set whose rows were altered
   */
  async of(wanted: readonly BasisIds[]): Promise<(Basis | undefined)[]> {
    const factsOf = this.calibrations.of(wanted.map(({ calibrationId }) => calibrationId));
    const skillMaps = this.skillMaps.of(wanted.map(({ skillMapId }) => skillMapId));
    return Promise.all(
      wanted.map(async (ids, index) => {
        const [facts, skillMap] = await Promise.all([factsOf[index], skillMaps[index]]);
        const isThere = (ids.calibrationId === null || facts) && (ids.skillMapId === null || skillMap);
        return isThere ? { ...ids, factsOf: facts, skillMap } : undefined;
      }),
    );
  }

  private async readCalibration(id: string): Promise<Basis['factsOf']> {
    const content = await this.stored.content<CalibratedItem, CalibratedSkill>(CALIBRATION, id);
    if (!content) return undefined;
    return factsBy({
      items: content.items.map(({ item_id, difficulty, usual_duration_ms: ms }) => [item_id, difficulty, ms]),
      skills: content.skills.map(({ skill_id, difficulty, items_difficulty }) => [
        skill_id,
        difficulty,
        items_difficulty,
      ]),
    });
  }

  private async readSkillMap(id: string): Promise<SkillMap | undefined> {
    const content = await this.stored.content<StoredMappedItem>(SKILL_MAP, id);
    return content && skillMapOf(content.items);
  }
}

/** What was read of sets, by their ids. What could not be read is read again. */
class Kept<T> {
  private readonly known = new Map<string, Promise<T | undefined>>();

  constructor(private readonly read: (id: string) => Promise<T | undefined>) {}

  of(ids: readonly (string | null)[]): (Promise<T | undefined> | undefined)[] {
    for (const id of this.known.keys()) if (!ids.includes(id)) this.known.delete(id);
    return ids.map((id) => (id === null ? undefined : this.one(id)));
  }

  private one(id: string): Promise<T | undefined> {
    const known = this.known.get(id);
    if (known) return known;
    const read = this.read(id);
    this.known.set(id, read);
    read.catch(() => this.known.delete(id));
    return read;
  }
}
