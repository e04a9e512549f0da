import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type SchemaState, schemaState } from '../database/schema-state.js';
import { oneAtATime } from '../http/one-at-a-time.js';
import { type Finding, ReadinessService } from '../learning-engine/index.js';

/** What readiness depends on in the database. */
interface Facts {
  schema: SchemaState;
  /** Of the engine; not asked for on a schema that is not the code's. */
  findings?: Finding[];
}

/** Asks one question after the other, and one round at a time: however many probes pile up, they hold one connection. */
@Injectable()
export class DatabaseFacts {
  constructor(
    private readonly dataSource: DataSource,
    private readonly engine: ReadinessService,
  ) {}

  readonly read: () => Promise<Facts> = oneAtATime(async () => {
    const schema = await schemaState(this.dataSource);
    if (schema.pending.length > 0 || schema.unknown.length > 0) return { schema };
    return { schema, findings: await this.engine.check() };
  });
}
