import { type JsonLimits } from '../json/copy-json.js';
import { type JsonObject } from '../json/json.js';
import { type Failure } from './computation-failure.js';

/** Which class computes. */
export interface ThreadedVersion {
  /** URL of the module that exports it. */
  module: string;
  key: string;
  version: string;
}

/** What a thread is started with. */
export interface ThreadData {
  /** Gives way to all other threads of the machine. */
  isNice: boolean;
}

/** What a thread is asked, one after the other. JSON travels as text: that costs the main thread less than cloned objects. */
export type ThreadQuestion =
  /** Takes an input, which stays until the next one. */
  | { ask: 'read'; version: ThreadedVersion; input: string; maximumBytes: number; summaryBytes: number }
  /** Computes with it. */
  | { ask: 'compute'; params: string; limits: JsonLimits; summaryBytes: number };

/** What the record keeps of the input, or the output and what the record keeps of that, or what went wrong. */
export type ThreadAnswer = { summary: JsonObject; output?: string } | { failure: Failure };
