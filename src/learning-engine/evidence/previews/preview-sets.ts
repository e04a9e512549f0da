import { Injectable } from '@nestjs/common';
import { EngineScope } from '../../database/engine-scope.js';
import { queryWithRetry } from '../../database/retry/query-with-retry.js';
import { isUuid } from '../../domain/uuid.js';
import { CalibrationNotFoundError, SkillMapNotFoundError } from '../../errors/set.errors.js';
import { type FoldedEntry } from '../../learners/log-entry.js';
import { ACTIVE_SETS } from '../../learners/projections.statements.js';
import { type BasisIds } from '../../learners/sets/bases.js';
import { type StoredMappedItem } from '../../learners/sets/skill-map.js';
import { type SaidOfItems } from '../loaded-folding.js';

/** What is folded by beside answers, versions and parameters, by ids. */
export type PreviewedSets = { calibration_id: string | null; skill_map_id: string | null };

/** $1 calibration, $2 items */
const CALIBRATED = `
  SELECT json_build_array(item_id, difficulty, usual_duration_ms) AS said FROM item_difficulties
  WHERE calibration_id = $1 AND item_id = ANY ($2::text[])`;

/** $1 calibration, $2 skills */
const SKILL_DIFFICULTIES = `
  SELECT json_build_array(skill_id, difficulty, items_difficulty) AS said FROM skill_difficulties
  WHERE calibration_id = $1 AND skill_id = ANY ($2::text[])`;

/** $1 skill map, $2 items */
const MAPPED = `
  SELECT to_json(m) AS said FROM (SELECT item_id, item_version, skills, key_option FROM skill_map_items
    WHERE skill_map_id = $1 AND item_id = ANY ($2::text[])) AS m`;

/** The calibrations and skill maps by which a preview folds. */
@Injectable()
export class PreviewSets {
  constructor(private readonly scope: EngineScope) {}

  async active(): Promise<PreviewedSets> {
    const [{ calibrationId, skillMapId }] = (await this.ask<BasisIds>(ACTIVE_SETS, [])) as [BasisIds];
    return { calibration_id: calibrationId, skill_map_id: skillMapId };
  }

  /** @throws CalibrationNotFoundError, SkillMapNotFoundError */
  async check({ calibration_id, skill_map_id }: Partial<PreviewedSets>): Promise<void> {
    if (calibration_id && !(await this.isThere('item_calibrations', calibration_id))) {
      throw new CalibrationNotFoundError(calibration_id);
    }
    if (skill_map_id && !(await this.isThere('skill_maps', skill_map_id)))
      throw new SkillMapNotFoundError(skill_map_id);
  }

  /** Of the items in some logs, and of their skills. */
  async saidOf(sets: PreviewedSets, logs: readonly (readonly FoldedEntry[])[]): Promise<SaidOfItems> {
    const items = [...new Set(logs.flatMap((log) => log.flatMap(({ item_id }) => item_id ?? [])))];
    const said = async <Said>(text: string, id: string, names: string[]): Promise<Said[]> =>
      (await this.ask<{ said: Said }>(text, [id, names])).map((row) => row.said);
    const { calibration_id: calibration, skill_map_id: skillMap } = sets;
    const mapped = skillMap === null ? null : await said<StoredMappedItem>(MAPPED, skillMap, items);
    if (calibration === null) return { calibrated: null, mapped };
    const recorded = logs.flatMap((log) => log.flatMap(({ skill_ids }) => skill_ids));
    const said_of = (mapped ?? []).flatMap((item) => (item.skills ?? []).map(({ skill_id }) => skill_id));
    const skills = [...new Set([...recorded, ...said_of])];
    return {
      calibrated: {
        items: await said<[string, number, number | null]>(CALIBRATED, calibration, items),
        skills: await said<[string, number, number | null]>(SKILL_DIFFICULTIES, calibration, skills),
      },
      mapped,
    };
  }

  private async isThere(table: string, id: string): Promise<boolean> {
    return isUuid(id) && (await this.ask(`SELECT FROM ${table} WHERE id = $1`, [id])).length > 0;
  }

  private ask<Row extends object>(text: string, values: unknown[]): Promise<Row[]> {
    return queryWithRetry(() => this.scope.dataSource.query<Row[]>(text, values));
  }
}
