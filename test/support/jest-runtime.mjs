import JestRuntime from 'jest-runtime';
import { Script } from 'node:vm';

/** What this worker has compiled, by file and source. */
const compiled = new Map();

/**
 * Jest's own runtime, but each worker compiles a module once: Jest compiles it anew for each test file that loads it. Each
 * test file still evaluates all its modules by itself, in a context of its own. See docs/adr/0076.
 */
export default class Runtime extends JestRuntime {
  constructor(config, environment, resolver, transformer, cacheFS, coverage, ...more) {
    super(config, environment, resolver, transformer, cacheFS, coverage, ...more);
    const { executor } = this;
    if (typeof executor.compile !== 'function')
      throw new Error('Jest has no executor.compile any more: see this file.');
    if (coverage.collectCoverage) return; // it counts characters, and knows no wrapper
    executor.compile = (source, filename) => {
      const context = environment.getVmContext(); // none when the test file has ended
      return context && compiledOnce(filename, source, executor.injectedModuleParameters).runInContext(context);
    };
  }
}

function compiledOnce(filename, source, parameters) {
  const known = compiled.get(filename);
  if (known?.source === source) return known.script;
  const start = `(function (${parameters.join(', ')}) {`;
  const script = new Script(`${start}${source}\n})`, { filename, columnOffset: -start.length });
  compiled.set(filename, { source, script });
  return script;
}
