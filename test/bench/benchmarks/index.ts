import { type Benchmark } from '../benchmark.js';
import { algorithms } from './algorithms.js';
import { compute } from './compute.js';
import { computeBatch } from './compute-batch.js';
import { costlyCaller } from './costly-caller.js';
import { execute } from './execute.js';
import { info } from './info.js';
import { infoBesideWorkers } from './info-beside-workers.js';
import { jobEnqueue } from './job-enqueue.js';
import { memory } from './memory.js';
import { partition } from './partition.js';
import { resolve } from './resolve.js';
import { retention } from './retention.js';
import { runInsert } from './run-insert.js';
import { runList } from './run-list.js';
import { runLog1 } from './run-log-1.js';
import { runLog64 } from './run-log-64.js';
import { shadow } from './shadow.js';
import { start } from './start.js';
import { storage } from './storage.js';
import { tenants } from './tenants.js';
import { workerIdle } from './worker-idle.js';

/** In the order in which they are run. */
export const benchmarks: Benchmark[] = [
  runLog1,
  runLog64,
  resolve,
  execute,
  compute,
  computeBatch,
  tenants,
  info,
  costlyCaller,
  jobEnqueue,
  workerIdle,
  infoBesideWorkers,
  shadow,
  runList,
  runInsert,
  partition,
  retention,
  storage,
  algorithms,
  start,
  memory,
];
