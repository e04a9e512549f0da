import { Injectable } from '@nestjs/common';
import { QueryFailedError } from 'typeorm';
import { ParamsNotFoundError } from '../../errors/registry.errors.js';
import { type Adoption, type AdoptOptions } from './adoptions.js';
import { AdoptedSets, type CreateSetOptions, type PageOf, type SetPage } from './adopted-sets.js';
import {
  type CalibratedItem,
  type CalibratedSkill,
  type Calibration,
  type CalibrationContent,
  calibrationOf,
  type CalibrationRow,
  judgeCalibration,
} from './calibration.js';
import { CALIBRATION } from './set-kind.js';

/**
 * How difficult items and skills are. The active calibration is part of what decides the numbers of states: adopting another one makes states
 * anew beside those of the former one, which are there again when one goes back to it.
 *
 * Every method throws DatabaseUnavailableError when the database cannot do its part.
 */
@Injectable()
export class CalibrationsService {
  /** @internal Nest makes it. */
  constructor(private readonly sets: AdoptedSets) {}

  /**
   * Stores a calibration. It is inactive until it is adopted. One with the same content is not stored again: then that one is the
   * answer, also when several callers create it at once.
   *
   * @example
   * ```ts
   * const { id } = await calibrations.create({ items: [{ item_id: 'q1', difficulty: 0.8, se: 0.1, answers: 412 }] });
   * await calibrations.adopt(id, { reason: 'Counted over the school year', actorUserId });
   * ```
   * @param content 1 to 100,000 items, each once, and up to as many skills, each once
   * @throws InvalidArgumentError naming what is wrong; nothing is stored
   * @throws ParamsNotFoundError when the version has no such parameters; nothing is stored
   */
  async create(content: CalibrationContent, options: CreateSetOptions<Calibration> = {}): Promise<Calibration> {
    const judged = judgeCalibration(content);
    try {
      return await this.sets.create(CALIBRATION, judged, options, calibrationOf);
    } catch (error) {
      throw isOfNoParams(error) ? new ParamsNotFoundError(judged.own.params_id!) : error;
    }
  }

  /** The newest first. @throws InvalidArgumentError naming the argument */
  async list(page: SetPage = {}): Promise<PageOf<Calibration>> {
    return this.sets.list(CALIBRATION, page, calibrationOf);
  }

  /** @throws CalibrationNotFoundError */
  async get(calibrationId: string): Promise<Calibration> {
    return calibrationOf(await this.sets.get<CalibrationRow>(CALIBRATION, calibrationId));
  }

  /** Its items, by their ids. @throws CalibrationNotFoundError, InvalidArgumentError */
  async getItems(calibrationId: string, page: SetPage = {}): Promise<PageOf<CalibratedItem>> {
    return this.sets.rows(CALIBRATION, CALIBRATION.items, calibrationId, page);
  }

  /** Its skills, by their ids. @throws CalibrationNotFoundError, InvalidArgumentError */
  async getSkills(calibrationId: string, page: SetPage = {}): Promise<PageOf<CalibratedSkill>> {
    return this.sets.rows(CALIBRATION, CALIBRATION.skills!, calibrationId, page);
  }

  /**
   * Makes a calibration the active one, by an entry of the log of adoptions. Adopting the active one writes nothing. Other processes
   * follow after `registry.maxAgeMs`; each answer and each question is of one calibration alone.
   *
   * @returns the last entry
   * @throws CalibrationNotFoundError, InvalidArgumentError; nothing is changed
   * @throws NotTheLastAdoptionError when `expectedAdoptionId` is not the last entry; nothing is changed
   */
  async adopt(calibrationId: string, options: AdoptOptions<Adoption>): Promise<Adoption> {
    return this.sets.adopt(CALIBRATION, calibrationId, options);
  }

  /**
   * Lets no calibration be active, by an entry: every item counts as an average one. Back to a former one leads `adopt`.
   *
   * @returns the last entry; null where none was ever adopted
   * @throws as `adopt`
   */
  async withdraw(options: AdoptOptions<Adoption | null>): Promise<Adoption | null> {
    return this.sets.withdraw(CALIBRATION, options);
  }

  /** The newest 200 entries of the log of adoptions, the newest first. */
  async getHistory(): Promise<Adoption[]> {
    return this.sets.history(CALIBRATION);
  }
}

const isOfNoParams = (error: unknown): boolean =>
  error instanceof QueryFailedError &&
  (error.driverError as { constraint?: string }).constraint === 'fk_item_calibrations_params_of_version';
