import 'reflect-metadata';
import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { type CatalogEntry } from '../catalog/algorithm-catalog.js';
import { type JsonCopy, writeJson } from '../json/copy-json.js';
import { deepFreeze } from '../json/deep-freeze.js';
import { type JsonObject } from '../json/json.js';
import { parseJson } from '../json/parse-json.js';
import { failureOf } from './computation-failure.js';
import { dataSummary } from './data-summary.js';
import { judgedOutput } from './judged-output.js';
import { loadVersion } from './load-version.js';
import { type ThreadAnswer, type ThreadData, type ThreadedVersion, type ThreadQuestion } from './thread-messages.js';

/** What a thread runs: it takes an input and computes with it, as often as it is asked. */

interface Version extends CatalogEntry {
  /** The last parameter set that came: an algorithm may key what it derives from a set by the object itself. */
  params?: { text: string; set: object };
}

const versions = new Map<string, Version>();
let current: { version: Version; input: JsonCopy };

async function answer(question: ThreadQuestion): Promise<ThreadAnswer> {
  if (question.ask === 'read') {
    const value = parseJson(question.input) as JsonObject;
    const input = writeJson({ value, atLeastBytes: 0 }, question.maximumBytes);
    current = { version: await load(question.version), input };
    return { summary: dataSummary(input, question.summaryBytes) };
  }
  const { version, input } = current;
  if (version.params?.text !== question.params) {
    version.params = { text: question.params, set: deepFreeze(JSON.parse(question.params) as object) };
  }
  const output = judgedOutput(version, version.params.set, input, question.limits);
  return { summary: dataSummary(output, question.summaryBytes), output: JSON.stringify(output.value) };
}

async function load(wanted: ThreadedVersion): Promise<Version> {
  const name = `${wanted.module} ${wanted.key} ${wanted.version}`;
  const known = versions.get(name);
  if (known) return known;
  const version = await loadVersion(wanted);
  versions.set(name, version);
  return version;
}

// On Linux a thread has a priority of its own; elsewhere this would be that of the process.
if ((workerData as ThreadData | null)?.isNice && process.platform === 'linux') {
  setPriority(constants.priority.PRIORITY_LOW);
}

parentPort!.on('message', (question: ThreadQuestion) => {
  void answer(question)
    .catch((error: unknown): ThreadAnswer => ({ failure: failureOf(error as Error) }))
    .then((reply) => parentPort!.postMessage(reply));
});
