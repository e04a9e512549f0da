import { type Benchmark } from '../benchmark.js';
import { activation } from './activation.js';
import { algorithms } from './algorithms.js';
import { answers1 } from './answers-1.js';
import { answers64 } from './answers-64.js';
import { besidePreviews } from './beside-previews.js';
import { compute } from './compute.js';
import { computeBatch } from './compute-batch.js';
import { costlyCaller } from './costly-caller.js';
import { due } from './due.js';
import { execute } from './execute.js';
import { firstTouch } from './first-touch.js';
import { info } from './info.js';
import { infoBesideWorkers } from './info-beside-workers.js';
import { jobEnqueue } from './job-enqueue.js';
import { memory } from './memory.js';
import { next } from './next.js';
import { partition } from './partition.js';
import { rebuild } from './rebuild.js';
import { preview } from './preview.js';
import { previewMemory } from './preview-memory.js';
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
  activation,
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
  preview,
  previewMemory,
  besidePreviews,
  answers1,
  answers64,
  firstTouch,
  rebuild,
  due,
  next,
  runList,
  runInsert,
  partition,
  retention,
  storage,
  algorithms,
  start,
  memory,
];
