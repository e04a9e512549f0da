import { ParamsChecksumError } from '../../errors/registry.errors.js';
import { checksumOf } from '../../json/canonical-json.js';
import { type AlgoParams } from './algo-params.entity.js';

/** Whether the content of a stored set is what its checksum says. */
export const isIntact = ({ paramsJson, checksum }: AlgoParams): boolean => checksumOf(paramsJson) === checksum;

/** @throws ParamsChecksumError when the content is not what the checksum says */
export function rejectOtherContent(params: AlgoParams): void {
  if (!isIntact(params)) throw new ParamsChecksumError(params.id);
}
