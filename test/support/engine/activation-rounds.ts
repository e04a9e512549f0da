import { type DataSource } from 'typeorm';

/** What can be activated. */
export type Target =
  | { algoKey: string; version: string; algoVersionId: string; paramsId?: undefined }
  | { algoKey: string; paramsId: string };

/** The last entry of each key in the activation log. */
export type LastEntries = Record<string, number>;

/** Of an error of the engine. */
export type Failure = Record<'code' | 'outcome' | 'message' | 'cause', string>;

/** Activations that one process made at once, each under a reason of its own, and the activation log before and after them. */
export interface ActivationRound {
  before: LastEntries;
  calls: { target: Target; reason: string; failure?: Failure }[];
  after: LastEntries;
}

export async function lastEntries(dataSource: DataSource): Promise<LastEntries> {
  const rows = await dataSource.query<{ key: string; id: string }[]>(
    'SELECT algo_key AS key, max(id) AS id FROM algo_activations GROUP BY algo_key',
  );
  return Object.fromEntries(rows.map(({ key, id }) => [key, Number(id)]));
}
