import { trace } from '@opentelemetry/api';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { isTraced } from './is-traced.js';

describe(isTraced.name, () => {
  afterEach(() => trace.disable());

  it('tells a process with an SDK from one without', () => {
    expect(isTraced()).toBe(false);
    trace.setGlobalTracerProvider(new NodeTracerProvider());
    expect(isTraced()).toBe(true);
  });
});
