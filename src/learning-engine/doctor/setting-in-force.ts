/** A setting of a session, as the server says it. */
export interface SettingInForce {
  name: string;
  setting: string;
  /** What set it, in the words of `pg_settings`. */
  source: string;
}

/** $1 names. */
export const READ_SETTINGS = 'SELECT name, setting, source FROM pg_settings WHERE name = ANY($1) ORDER BY name';

/** What set a setting, and so where it is to be changed. */
export const setBy = ({ name, source }: SettingInForce): string => {
  switch (source) {
    case 'database':
      return `ALTER DATABASE … SET ${name}`;
    case 'user':
      return `ALTER ROLE … SET ${name}`;
    case 'database user':
      return `ALTER ROLE … IN DATABASE … SET ${name}`;
    case 'global':
      return `ALTER ROLE ALL SET ${name}`;
    case 'client':
      return 'the parameters of the connection, or PGOPTIONS';
    case 'session':
      return 'a statement on this connection, of the application or of a pooler';
    case 'default':
      return 'the default of the server';
    default:
      return `the server (${source})`;
  }
};
