import { runProgram } from 'learning-engine/cli';
import { serviceProgram } from './program.js';

await runProgram(serviceProgram, process.argv.slice(2));
