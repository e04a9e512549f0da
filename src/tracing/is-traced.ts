import { ProxyTracerProvider, trace } from '@opentelemetry/api';

/** Whether an SDK of OpenTelemetry was registered in this process before. Without one, nothing is traced, and nothing is done for it. */
export function isTraced(): boolean {
  const provider = trace.getTracerProvider();
  return !(provider instanceof ProxyTracerProvider) || provider.getDelegateTracer(TRACER) !== undefined;
}

/** What spans say that they come from. */
export const TRACER = 'learning-engine-service';
