/** A parameter set by its version and its only parameter: `v1 level 3`. */
export type SetName = string;
export const setName = (version: string, level: number): SetName => `${version} level ${level}`;

export interface ModelEntry {
  kind: 'activate' | 'params' | 'rollback' | 'restore' | 'retire';
  version: string | null;
  set: SetName | null;
  /** Place in the log of the entry that this one made active again. */
  restores: number | null;
  reason: string | null;
}

const isSamePair = (a: ModelEntry, b: ModelEntry): boolean => a.version === b.version && a.set === b.set;

export interface ModelRun {
  version: string;
  set: SetName;
  trigger: string;
  input: object;
  status: 'RUNNING' | 'SUCCESS' | 'FAILED';
  output: object | null;
  error: string | null;
  errorCode: string | null;
  isStale: boolean;
}

export type ModelOutcome = Pick<ModelRun, 'status' | 'output' | 'error' | 'errorCode'>;

/** Why the engine must reject: the code of its error, and what else the error must say. */
export interface ModelRefusal {
  code: string;
  [detail: string]: unknown;
}

/** What a reaped run is recorded as. */
export const ABANDONED: ModelOutcome = {
  status: 'FAILED',
  output: null,
  error: 'No heartbeat until the lease expired: the process that ran it is gone or stuck.',
  errorCode: 'ABANDONED',
};

/**
 * What the engine promises for one key, in memory: no ids, no clock, no concurrency. Each method changes the model as a
 * call of the engine must change the database, or answers the refusal and changes nothing.
 */
export class ModelOfLife {
  readonly status = new Map<string, 'ACTIVE' | 'DEPRECATED' | 'EXPERIMENTAL'>();
  /** All stored sets, with their version and whether they are the active one of it. */
  readonly sets = new Map<SetName, { version: string; level: number; isActive: boolean }>();
  readonly log: ModelEntry[] = [];
  /** Places in the log that a rollback goes back through: the last one is the state of now. */
  private states: number[] = [];
  readonly runs = new Map<string, ModelRun>();

  constructor(readonly versions: readonly string[]) {
    for (const version of versions) this.status.set(version, 'EXPERIMENTAL');
  }

  get activeVersion(): string | undefined {
    return this.versions.find((version) => this.status.get(version) === 'ACTIVE');
  }

  activeSet(version: string): SetName | null {
    return [...this.sets].find(([, set]) => set.version === version && set.isActive)?.[0] ?? null;
  }

  createParams(version: string, level: number): ModelRefusal | undefined {
    if (!Number.isInteger(level) || level < 1) return { code: 'INVALID_PARAMS' };
    const name = setName(version, level);
    if (!this.sets.has(name)) this.sets.set(name, { version, level, isActive: false });
    return undefined;
  }

  /** @param given a set that the caller names */
  activateVersion(version: string, given: SetName | null, reason: string | null): ModelRefusal | undefined {
    if (!this.status.has(version)) return { code: 'ALGO_VERSION_NOT_FOUND' };
    if (given !== null && this.sets.get(given)?.version !== version) return { code: 'PARAMS_NOT_FOUND' };
    const set = given ?? this.activeSet(version) ?? this.defaults(version);
    if (this.activeVersion !== version || this.activeSet(version) !== set) {
      this.activatePair({ kind: 'activate', version, set, restores: null, reason });
    }
    return undefined;
  }

  activateParams(name: SetName, reason: string | null): ModelRefusal | undefined {
    const set = this.sets.get(name);
    if (!set) return { code: 'PARAMS_NOT_FOUND' };
    if (set.isActive) return undefined;
    if (this.activeVersion === set.version)
      this.activatePair({ kind: 'params', version: set.version, set: name, restores: null, reason });
    else this.setActive(set.version, name);
    return undefined;
  }

  rollback(reason: string | null): ModelRefusal | undefined {
    const now = this.log.at(-1);
    const earlier = this.states.slice(0, -1);
    while (now && earlier.length > 0) {
      const place = earlier.at(-1)!;
      const { version, set } = this.log[place]!;
      if (version !== null && !isSamePair(this.log[place]!, now)) {
        this.activatePair({ kind: 'rollback', version, set, restores: place, reason });
        this.states = earlier;
        return undefined;
      }
      earlier.pop();
    }
    return { code: 'NOTHING_TO_ROLL_BACK' };
  }

  /** @param place of an entry in the log */
  restore(place: number, reason: string | null): ModelRefusal | undefined {
    const entry = this.log[place];
    if (!entry) return { code: 'ACTIVATION_NOT_FOUND' };
    const { version, set } = entry;
    if (version === null) return { code: 'NOTHING_TO_RESTORE' };
    if (!isSamePair(entry, this.log.at(-1)!)) {
      this.activatePair({ kind: 'restore', version, set, restores: place, reason });
    }
    return undefined;
  }

  retire(reason: string | null): ModelRefusal | undefined {
    if (this.log.length === 0) return { code: 'NOTHING_TO_RETIRE' };
    if (this.activeVersion) this.activatePair({ kind: 'retire', version: null, set: null, restores: null, reason });
    return undefined;
  }

  start(id: string, run: Pick<ModelRun, 'version' | 'set' | 'trigger' | 'input'>): ModelRefusal | undefined {
    const recorded = this.runs.get(id);
    if (!recorded) {
      if (this.sets.get(run.set)?.version !== run.version) return { code: 'INVALID_RUN_REFERENCE' };
      const open = { status: 'RUNNING', output: null, error: null, errorCode: null, isStale: false } as const;
      this.runs.set(id, { ...run, ...open });
      return undefined;
    }
    const { version, set, trigger, input } = recorded;
    const isSame = JSON.stringify({ version, set, trigger, input }) === JSON.stringify(run);
    return isSame ? undefined : { code: 'RUN_ID_TAKEN', runId: id };
  }

  heartbeat(id: string): ModelRefusal | undefined {
    const run = this.runs.get(id);
    if (!run) return { code: 'RUN_NOT_FOUND' };
    if (run.status !== 'RUNNING') return this.alreadyFinished(id, run);
    run.isStale = false;
    return undefined;
  }

  finish(id: string, outcome: ModelOutcome): ModelRefusal | undefined {
    const run = this.runs.get(id);
    if (!run) return { code: 'RUN_NOT_FOUND' };
    if (run.status === 'RUNNING') {
      Object.assign(run, outcome);
      return undefined;
    }
    const { status, output, error, errorCode } = run;
    const isSame =
      JSON.stringify([status, output, error, errorCode]) ===
      JSON.stringify([outcome.status, outcome.output, outcome.error, outcome.errorCode]);
    return isSame ? undefined : this.alreadyFinished(id, run);
  }

  /** @returns the ids of the runs that it ends */
  reap(): string[] {
    const stale = [...this.runs].filter(([, run]) => run.status === 'RUNNING' && run.isStale);
    for (const [, run] of stale) Object.assign(run, ABANDONED);
    return stale.map(([id]) => id);
  }

  private alreadyFinished(runId: string, run: ModelRun): ModelRefusal {
    return {
      code: 'RUN_ALREADY_FINISHED',
      runId,
      recordedStatus: run.status,
      recordedErrorCode: run.errorCode,
    };
  }

  private activatePair(entry: ModelEntry): void {
    if (this.activeVersion) this.status.set(this.activeVersion, 'DEPRECATED');
    if (entry.version !== null) {
      this.status.set(entry.version, 'ACTIVE');
      this.setActive(entry.version, entry.set);
    }
    this.states.push(this.log.length);
    this.log.push(entry);
  }

  /** The set of the defaults, stored if it is not there. */
  private defaults(version: string): SetName {
    this.createParams(version, 1);
    return setName(version, 1);
  }

  private setActive(version: string, name: SetName | null): void {
    for (const [other, set] of this.sets) if (set.version === version) set.isActive = other === name;
  }
}
