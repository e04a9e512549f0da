import { Injectable } from '@nestjs/common';
import { type AlgoRun } from '../database/entities/algo-run.entity.js';
import { type JsonDraft } from '../json/copy-json.js';
import { type JsonObject } from '../json/json.js';

/** A run that has ended as SUCCESS, by a version that its caller did not name. */
export interface AnsweredRun {
  runId: string;
  algoKey: string;
  /** The set that it ran with, and so its version. */
  paramsId: string;
  userId: string | null;
  /** What it was computed from: a copy that no one changes. */
  input: JsonObject;
  /** Of the input, at least. */
  bytes: number;
}

/** Tells one listener of the runs that were answered: before their callers, so it must be quick and not throw. */
@Injectable()
export class AnsweredRuns {
  private listener?: (run: AnsweredRun) => void;

  listen(listener: ((run: AnsweredRun) => void) | undefined): void {
    this.listener = listener;
  }

  /** @param input that the run was computed from */
  tell({ id: runId, paramsId, userId, versionNamed }: AlgoRun, algoKey: string, input: JsonDraft): void {
    if (versionNamed || 'problem' in input) return;
    this.listener?.({ runId, algoKey, paramsId, userId, input: input.value, bytes: input.atLeastBytes });
  }
}
