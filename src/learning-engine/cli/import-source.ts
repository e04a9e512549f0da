import { createHash } from 'node:crypto';
import { digestOfFile, FILE_FORMATS, importedFile, type ImportedFileOptions } from '../answer-files/imported-file.js';
import { importedCsv, type ImportedRow } from '../answer-files/imported-row.js';
import { type CommandCall, UsageError } from './command.js';
import { columnsOption, unitOption } from './columns-option.js';
import { instantOption } from './instant-option.js';
import { showShare } from './show-share.js';
import { SourceTable } from './source-table.js';

/** What `--file` or `--query` names. */
export interface ImportSource {
  digest: string;
  rows: () => AsyncIterable<ImportedRow>;
  /** The database of a query. What it finds may be in another order the next time. */
  table?: SourceTable;
}

/** @throws UsageError, InvalidArgumentError */
export async function importSource(options: CommandCall['options']): Promise<ImportSource> {
  if ((options.file === undefined) === (options.query === undefined)) {
    throw new UsageError('--file or --query must be given, and not both');
  }
  const readAs = readOptions(options);
  if (options.query === undefined) {
    const path = String(options.file);
    const onProgress = (share: number) => showShare('Reading answers', share);
    return {
      digest: await digestOfFile(path, readAs),
      rows: () => importedFile(path, { ...readAs, onProgress }),
    };
  }
  const query = String(options.query);
  const url = options['database-url'] ?? process.env.DATABASE_URL;
  if (url === undefined) throw new UsageError('--database-url must say where --query is run');
  const table = await SourceTable.open(String(url));
  return {
    table,
    digest: createHash('sha256')
      .update(JSON.stringify([query, readAs]))
      .digest('hex'),
    rows: () => importedCsv(table.answers(query, readAs.map), readAs),
  };
}

function readOptions(options: CommandCall['options']): ImportedFileOptions {
  const format = options.format as ImportedFileOptions['format'];
  if (format !== undefined && !FILE_FORMATS.includes(format)) {
    throw new UsageError(`--format must be one of ${FILE_FORMATS.join(', ')}`);
  }
  return {
    ...{
      source: String(options.source),
      format,
      map: columnsOption(options.map),
      unit: unitOption(options['at-unit']),
    },
    base: instantOption('base', options.base)?.toISOString() ?? null,
    learnerId: options.learner as string | undefined,
    ...{ zone: options.zone as string | undefined, rolloverHour: hourOption(options.rollover) },
  };
}

function hourOption(value: string | boolean | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,2}$/.test(String(value)) && Number(value) < 24) return Number(value);
  throw new UsageError('--rollover must be an hour, 0 to 23');
}
