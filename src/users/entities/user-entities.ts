import { ForeignKey } from 'typeorm';
import { AlgoRun } from 'learning-engine/persistence';
import { ErasedUser } from './erased-user.entity.js';
import { TestSession } from './test-session.entity.js';
import { User } from './user.entity.js';

// The engine keeps user_id and session_id as plain ids. This host has the tables they mean, and says so to TypeORM;
// the constraints themselves are in the platform's migration. Erasing a person keeps the record of the runs.
ForeignKey(() => User, { name: 'fk_algo_runs_user', onDelete: 'SET NULL' })(AlgoRun.prototype, 'userId');
ForeignKey(() => TestSession, { name: 'fk_algo_runs_session', onDelete: 'SET NULL' })(AlgoRun.prototype, 'sessionId');

export const userEntities = [User, ErasedUser, TestSession];
