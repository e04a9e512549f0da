import { FsrsParams } from '../../../kit/fsrs/params.js';

/** Parameters of FSRS-6. */
export class RevisionV1Params extends FsrsParams {}
