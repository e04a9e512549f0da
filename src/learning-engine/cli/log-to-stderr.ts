import { type LoggerService } from '@nestjs/common';
import { visible } from '../json/visible.js';

const write = (message: unknown): void =>
  void process.stderr.write(`${new Date().toISOString()} ${visible(String(message))}\n`);

/** What a worker has to say while it works. Standard output is for results. */
export const logToStderr: LoggerService = { log: write, warn: write, error: write };
