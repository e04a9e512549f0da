import { Injectable, Logger } from '@nestjs/common';
import { singleFlight } from '../http/single-flight.js';
import { type Finding, ReadinessService } from 'learning-engine';
import { type SchemaState, schemaState } from 'learning-engine/persistence';
import { ProbeConnection } from './probe-connection.js';
import { heardInTime } from './time-limit.js';

/** What readiness looks at in the database. */
interface Facts {
  schema: SchemaState;
  /** Of the engine; not asked for on a schema that is not the code's. */
  engine?: {
    /** Why this instance cannot do its work. */
    findings: Finding[];
    /** What is not as it should be, for all instances alike. */
    warnings: Finding[];
  };
}

/** Asks one question after the other, and one round at a time: however many probes pile up, they hold one connection. */
@Injectable()
export class DatabaseFacts {
  private readonly logger = new Logger('Readiness');
  private warned: readonly Finding[] = [];

  constructor(
    private readonly connection: ProbeConnection,
    private readonly engine: ReadinessService,
  ) {}

  /** Whether the database took writes at the last look. */
  get takesWrites(): boolean {
    return !this.warned.some(({ code }) => code === 'READ_ONLY');
  }

  /** @throws Error when the database does not answer in time */
  read(): Promise<Facts> {
    return heardInTime(this.ask());
  }

  private readonly ask: () => Promise<Facts> = singleFlight(async () => {
    const dataSource = await this.connection.open();
    const schema = await schemaState(dataSource);
    if (schema.pending.length > 0 || schema.unknown.length > 0) return { schema };
    const findings = await this.engine.check(dataSource.manager);
    const warnings = await this.engine.findWarnings(dataSource.manager);
    this.tellOfChanges(warnings);
    return { schema, engine: { findings, warnings } };
  });

  private tellOfChanges(warnings: readonly Finding[]): void {
    for (const { message, remedy } of missing(warnings, this.warned)) this.logger.warn(`${message}. ${remedy}`);
    for (const { message } of missing(this.warned, warnings)) this.logger.log(`Resolved: ${message}`);
    this.warned = warnings;
  }
}

/** Those of the first that the others lack. */
const missing = (findings: readonly Finding[], others: readonly Finding[]): Finding[] =>
  findings.filter(({ code, subject }) => !others.some((other) => other.code === code && other.subject === subject));
