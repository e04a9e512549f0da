import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { EngineConnections } from '../database/connections/engine-connections.js';
import { LockHolders } from '../database/connections/lock-holders.service.js';
import { type AlgoRun } from '../database/entities/algo-run.entity.js';
import { type Attempt } from '../database/retry/attempt.js';
import { type EndedRun } from './ended-run.js';
import { GroupCommit } from './group-commit.js';
import { type RunOutcome } from './run-outcome.js';
import { type CheckedRunStart } from './run-start.js';
import { END_COLUMNS, START_COLUMNS } from './run.table.js';
import { FINISH_RUN, type RunWrite, START_RUN } from './run.statements.js';

/** The id of a run, and the values of a statement that writes it. */
interface Write {
  id: string;
  values: readonly unknown[];
}

/** Writes the start and the end of runs: in groups with those of other callers, or in the transaction of a caller. */
@Injectable()
export class RunWriter {
  private readonly starts = this.groupsOf<AlgoRun>(START_RUN);
  private readonly ends = this.groupsOf<AlgoRun & EndedRun>(FINISH_RUN);

  constructor(
    private readonly connections: EngineConnections,
    private readonly holders: LockHolders,
  ) {}

  /** @returns undefined when the id is taken */
  async start(
    run: CheckedRunStart,
    leaseSeconds: number,
    attempt: Attempt,
    manager?: EntityManager,
  ): Promise<AlgoRun | undefined> {
    const { id } = run;
    const values = [...START_COLUMNS.map(({ property }) => run[property]), leaseSeconds];
    if (!manager) return this.holders.named(this.starts.write({ id, values }, attempt));
    attempt.pass();

    const [started] = await this.connections.write<AlgoRun[]>(START_RUN.one.text, values, manager);
    return started;
  }

  /** @returns undefined when no such run is RUNNING */
  async finish(id: string, outcome: RunOutcome, manager?: EntityManager): Promise<(AlgoRun & EndedRun) | undefined> {
    const values = [id, ...END_COLUMNS.map(({ property }) => outcome[property])];
    if (!manager) return this.ends.write({ id, values });

    const [[finished]] = await this.connections.write<[(AlgoRun & EndedRun)[], number]>(
      FINISH_RUN.one.text,
      values,
      manager,
    );
    return finished;
  }

  private groupsOf<Row extends { id: string }>({ one, many, suspect }: RunWrite): GroupCommit<Write, Row> {
    return new GroupCommit((group, isSuspect) => {
      const [first] = group;
      return group.length === 1
        ? this.connections.writePrepared<Row>(isSuspect ? suspect : one, first!.values)
        : this.connections.writePrepared<Row>(
            many,
            first!.values.map((_, column) => group.map(({ values }) => values[column])),
          );
    });
  }
}
