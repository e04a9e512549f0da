import { PROJECTION_STATUSES, type ProjectionProgress } from '../../learners/builder/projections.service.js';
import { PageQuery } from '../pagination/page.query.js';
import { OneOfField, TextField, UuidField } from '../validation/fields.js';

/** Which projections. */
export class ProjectionsQuery extends PageQuery {
  @TextField(200, { description: 'Key of the algorithm. Default: all.', example: 'mastery', optional: true })
  algo_key?: string;

  @OneOfField(PROJECTION_STATUSES, { description: 'Default: all.', optional: true })
  status?: ProjectionProgress['status'];
}

export class BuildProjectionRequest {
  @TextField(200, { description: 'Key of the algorithm.', example: 'mastery' })
  algo_key: string;

  @TextField(200, { description: 'Version of the algorithm. Default: the active one.', example: 'v2', optional: true })
  version?: string | null;

  @UuidField({ description: 'A parameter set of the version. Default: its active set.', optional: true })
  params_id?: string | null;

  @UuidField({ description: 'Default: the active calibration.', optional: true })
  calibration_id?: string | null;

  @UuidField({ description: 'Default: the active skill map.', optional: true })
  skill_map_id?: string | null;

  @TextField(1000, { description: 'Why.', example: 'To be activated on Monday', optional: true })
  reason?: string | null;
}

export class RetireProjectionRequest {}
