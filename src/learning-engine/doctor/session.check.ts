import { connectionLimits } from '../database/connections/connection-limits.js';
import { SERVER_LIMITS, SESSION_SETTINGS } from '../database/connections/session-settings.js';
import { type Finding } from './finding.js';
import { READ_SETTINGS, setBy, type SettingInForce } from './setting-in-force.js';

/** Without these a value is read as another one, or the lock of a key has another name. */
const CHANGE_VALUES: readonly string[] = [
  'client_encoding',
  'DateStyle',
  'extra_float_digits',
  'standard_conforming_strings',
  'array_nulls',
  'quote_all_identifiers',
];

const IS_IN_FORCE: Readonly<Record<string, (setting: string) => boolean>> = {
  DateStyle: (setting) => setting.startsWith('ISO'),
  extra_float_digits: (setting) => Number(setting) >= 1,
  synchronous_commit: (setting) => setting !== 'off',
  ...Object.fromEntries(SERVER_LIMITS.map((name) => [name, (setting: string) => Number(setting) > 0])),
};

const isInForce = ({ name, setting }: SettingInForce): boolean =>
  IS_IN_FORCE[name]?.(setting) ?? setting === SESSION_SETTINGS[name];

/** Asks on the connections of a pool. */
export interface Pool {
  name: string;
  query<T>(statement: string, values: unknown[]): Promise<T>;
}

/** A pool that may read values as other ones. */
export async function checkValues(pool: Pool): Promise<Finding[]> {
  return findingsOf(pool, CHANGE_VALUES, 'values would be misread, or the wrong locks taken');
}

/** A pool on whose connections a promise does not hold. */
export async function checkSession(pool: Pool): Promise<Finding[]> {
  return [
    ...(await findingsOf(pool, Object.keys(SESSION_SETTINGS), 'values may mean something else, or be lost')),
    ...(await findingsOf(pool, SERVER_LIMITS, 'a statement, or a transaction that was left open, may last for ever')),
  ];
}

async function findingsOf(pool: Pool, names: readonly string[], harm: string): Promise<Finding[]> {
  const settings = await pool.query<SettingInForce[]>(READ_SETTINGS, [names]);
  return settings
    .filter((inForce) => !isInForce(inForce))
    .map((inForce) => ({
      code: 'SETTING_NOT_IN_FORCE',
      subject: `${inForce.name} of ${pool.name}`,
      message: `${inForce.name} is ${inForce.setting} on the connections of ${pool.name} (by ${setBy(inForce)}): ${harm}`,
      remedy: `Give the DataSource { extra: connectionLimits }, which sets ${inForce.name} to ${wanted(inForce.name)} on each connection, and let nothing set it after that.`,
    }));
}

const wanted = (name: string): string =>
  SESSION_SETTINGS[name] ?? `${connectionLimits[name as keyof typeof connectionLimits] as number} ms`;
