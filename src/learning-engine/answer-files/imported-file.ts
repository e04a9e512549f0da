import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { csvRows, type RowsOptions } from './csv-rows.js';
import { datashopReader } from './datashop.js';
import { fileBytes, rejectFile } from './file-bytes.js';
import { type ImportContext, importedCsv, type ImportedRow } from './imported-row.js';
import { importedNdjson } from './ndjson-rows.js';
import { type LearnersDay, revlogReader } from './revlog.js';
import { importedXapi } from './xapi.js';

/** What a file of answers may be. */
export const FILE_FORMATS = ['csv', 'ndjson', 'revlog', 'datashop', 'xapi'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

export interface ImportedFileOptions extends RowsOptions, ImportContext, LearnersDay {
  format?: FileFormat;
  /** Is told how much of the file was read, 0 to 1. */
  onProgress?: (share: number) => void;
}

const formatOf = (path: string): FileFormat => (/\.(ndjson|jsonl)(\.gz)?$/.test(path) ? 'ndjson' : 'csv');

/**
 * The answers of a file, in their order.
 *
 * @throws InvalidArgumentError `answers` for a file that is no such file, `map` for its columns
 */
export function importedFile(path: string, options: ImportedFileOptions): AsyncGenerator<ImportedRow> {
  const { format = formatOf(path) } = options;
  const bytes = () => fileBytes(path, options.onProgress);
  switch (format) {
    case 'csv':
      return importedCsv(csvRows(bytes(), options), options);
    case 'ndjson':
      return importedNdjson(bytes(), options);
    case 'xapi':
      return importedXapi(bytes, options);
    case 'revlog':
      return importedCsv(csvRows(bytes(), { ...options, reader: revlogReader(options) }), options);
    case 'datashop':
      return importedCsv(csvRows(bytes(), { ...options, reader: datashopReader, isUnquoted: true }), options);
  }
}

/**
 * SHA-256 of a file and of how it is read, in hexadecimal digits.
 *
 * @throws InvalidArgumentError `answers` when it cannot be read
 */
export async function digestOfFile(path: string, readAs: object): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(readAs));
  try {
    for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  } catch (error) {
    rejectFile((error as Error).message);
  }
  return hash.digest('hex');
}
