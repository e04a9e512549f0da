import { type EntityManager } from 'typeorm';

/** Something in the database that is not as the code expects. */
export interface Finding {
  /** Stable, for programs: for example `ACTIVATION_LOG_DISAGREES`. */
  code: string;
  /** What it is about: a key, a version, a constraint, a parameter set. */
  subject: string;
  message: string;
  /** What to do about it. */
  remedy: string;
}

/** Looks at one aspect of the database, in a transaction that cannot write. */
export type Check = (manager: EntityManager) => Promise<Finding[]>;
