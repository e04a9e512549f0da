import { type DataSource } from 'typeorm';
import { AlgoStatus } from 'learning-engine';
import { AlgoVersion } from 'learning-engine/persistence';
import { User } from '../../../src/users/entities/user.entity.js';
import { TestSession } from '../../../src/users/entities/test-session.entity.js';
import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';

/** A registered EXPERIMENTAL version. It has a class in code only if the test brings one. */
export const createVersion = (dataSource: DataSource, algoKey: string, version: string): Promise<AlgoVersion> =>
  dataSource.manager.save(
    dataSource.manager.create(AlgoVersion, { algoKey, version, status: AlgoStatus.EXPERIMENTAL }),
  );

/** Makes a version active without a parameter set, as by hand: of a key that has no active one. The engine would reject. */
export const activateByHand = (dataSource: DataSource, { id, algoKey }: AlgoVersion): Promise<void> =>
  dataSource.transaction(async (manager) => {
    await manager.query("UPDATE algo_versions SET status = 'ACTIVE' WHERE id = $1", [id]);
    await manager.query('INSERT INTO algo_activations (algo_key, algo_version_id) VALUES ($1, $2)', [algoKey, id]);
  });

export const createUser = (dataSource: DataSource): Promise<User> =>
  dataSource.manager.save(dataSource.manager.create(User, { id: randomUUID() }));

export const createSession = (dataSource: DataSource, userId: string): Promise<TestSession> =>
  dataSource.manager.save(dataSource.manager.create(TestSession, { id: randomUUID(), userId }));

/** Makes exactly those versions active that fit a condition in SQL, past the services and the triggers. */
export const setActive = (dataSource: DataSource, condition: string): Promise<void> =>
  dataSource.transaction(async (manager) => {
    await manager.query('ALTER TABLE algo_versions DISABLE TRIGGER USER');
    await manager.query("UPDATE algo_versions SET status = 'DEPRECATED' WHERE status = 'ACTIVE'");
    await manager.query(`UPDATE algo_versions SET status = 'ACTIVE' WHERE ${condition}`);
    await manager.query('ALTER TABLE algo_versions ENABLE TRIGGER USER');
  });

/** An id for a run, of any time of the last twenty hours: its order is not that of the starts. */
export const someRunId = (): string => v7({ msecs: Date.now() - Math.floor(Math.random() * 20 * 3600 * 1000) });
