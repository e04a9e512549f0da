import { AlgoParams } from '../database/entities/algo-params.entity.js';
import { isIntact } from '../database/entities/intact-params.js';
import { type Check } from './finding.js';

/** The checksum of every parameter set is that of its content. */
export const checkChecksums: Check = async (manager) => {
  const sets = await manager.find(AlgoParams, { order: { id: 'ASC' } });
  return sets
    .filter((set) => !isIntact(set))
    .map(({ id }) => ({
      code: 'CHECKSUM_MISMATCH',
      subject: id,
      message: `The content of parameter set ${id} does not have its checksum`,
      remedy: 'The content was changed in the database. Restore it from a backup; runs that used the set point at it.',
    }));
};
