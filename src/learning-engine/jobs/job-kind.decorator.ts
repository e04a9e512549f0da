import { applyDecorators, Injectable, type Type } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { type JsonObject } from '../json/json.js';
import { sharedByCopies } from '../json/shared-by-copies.js';
import { type Job } from './job.js';

/** What a kind of job says about itself. */
export interface JobKindDefinition<Args extends object = object> {
  /** Its name: two or more lower case words with points between them, such as `runs.retention`. */
  kind: string;
  /** What it does, in one sentence. */
  description: string;
  /** Class of the arguments: its properties have rules, as those of an algorithm's input. */
  args: Type<Args>;
  /** Whether a job needs a reason, because it destroys something. Default false. */
  needsReason?: boolean;
  /** How often a chunk is begun before the job counts as failed. Default 5. */
  attempts?: number;
  /** What one call of `JobContext.compute` may take, in milliseconds. Default 600,000. */
  timeLimitMs?: number;
  /** What the process of `JobContext.compute` may have in memory. Default 512. */
  memoryLimitMiB?: number;
}

export const JobKindMetadata = sharedByCopies('job-kind', () => DiscoveryService.createDecorator<JobKindDefinition>());

/**
 * Declares a class as a kind of job and makes it an injectable provider. It is found at boot, wherever it is provided; a second
 * class of the same kind stops the boot.
 */
export const JobKind = <Args extends object>(
  definition: JobKindDefinition<Args>,
): (<Cursor extends JsonObject, Found>(type: Type<Job<Args, Cursor, Found>>) => void) =>
  applyDecorators(Injectable(), JobKindMetadata(definition));
