// To be preloaded: says at the end how many copies of the engine the process has loaded. Each asks for this value once.
import { writeSync } from 'node:fs';

let value;
let copies = 0;
Object.defineProperty(globalThis, Symbol.for('learning-engine:error'), {
  get() {
    copies++;
    return value;
  },
  set(given) {
    value = given;
  },
});
process.on('exit', () => writeSync(1, `copies of the engine: ${copies}\n`));
