import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { type Attributes, SpanStatusCode, trace } from '@opentelemetry/api';
import { type Activated, EngineEvent, EngineScope, type RunFinished } from 'learning-engine';
import { type JobFinished } from 'learning-engine/jobs';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { isTraced, TRACER } from './is-traced.js';

/**
 * Makes a span of each run and job that the engine tells of, below what is going on when it ends: the request for which it was.
 * Activations are events of that span. No id is told of a person, a run or a job.
 */
@Injectable()
export class EngineSpans implements OnModuleInit, OnModuleDestroy {
  private isOn = false;

  constructor(private readonly scope: EngineScope) {}

  onModuleInit(): void {
    if (!isTraced()) return;
    this.isOn = true;
    subscribe(EngineEvent.RUN_FINISHED, this.onRun);
    subscribe(EngineEvent.JOB_FINISHED, this.onJob);
    subscribe(EngineEvent.ACTIVATED, this.onActivation);
  }

  onModuleDestroy(): void {
    if (!this.isOn) return;
    unsubscribe(EngineEvent.RUN_FINISHED, this.onRun);
    unsubscribe(EngineEvent.JOB_FINISHED, this.onJob);
    unsubscribe(EngineEvent.ACTIVATED, this.onActivation);
  }

  private readonly onRun = (event: unknown): void => {
    const { scope, algoKey, version, trigger, purpose, ...end } = event as RunFinished;
    if (scope !== this.scope.name) return;
    this.tell(`run ${algoKey}`, end, {
      'learning.algo_key': algoKey,
      'learning.version': version,
      'learning.trigger': trigger,
      'learning.purpose': purpose,
    });
  };

  private readonly onJob = (event: unknown): void => {
    const { scope, kind, ...end } = event as JobFinished;
    if (scope === this.scope.name) this.tell(`job ${kind}`, end, { 'learning.job_kind': kind });
  };

  private readonly onActivation = (event: unknown): void => {
    const { scope, algoKey } = event as Activated;
    if (scope === this.scope.name) trace.getActiveSpan()?.addEvent('activated', { 'learning.algo_key': algoKey });
  };

  private tell(
    name: string,
    end: Pick<RunFinished | JobFinished, 'status' | 'errorCode' | 'durationMs'>,
    of: Attributes,
  ): void {
    const now = Date.now();
    const attributes = {
      ...of,
      'learning.tenant': this.scope.name.tenant,
      'learning.status': end.status,
      ...(end.errorCode !== null && { 'error.type': end.errorCode }),
    };
    const span = trace.getTracer(TRACER).startSpan(name, { startTime: now - end.durationMs, attributes });
    if (end.status === 'FAILED') span.setStatus({ code: SpanStatusCode.ERROR });
    span.end(now);
  }
}
