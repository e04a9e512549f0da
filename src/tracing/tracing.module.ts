import { Module } from '@nestjs/common';
import { EngineSpans } from './engine-spans.js';

/** Traces of what the engine does, where an SDK of OpenTelemetry is in the process. Needs the engine to be global. */
@Module({ providers: [EngineSpans] })
export class TracingModule {}
