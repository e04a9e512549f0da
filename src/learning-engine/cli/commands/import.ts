import { type CommandCall, type RunCommand, UsageError } from '../command.js';
import { compareStates } from '../compare-states.js';
import { importSource, type ImportSource } from '../import-source.js';
import { importResult } from '../import-text.js';
import { reconcile } from '../reconcile.js';
import { showShare } from '../show-share.js';
import { type ImportServices, type Target } from '../target.js';
import { watchJob } from '../watch-job.js';
import { writeRejects } from '../write-rejects.js';

export const run: RunCommand = async ({ target, options }) => {
  if ((options['compare-states'] === undefined) !== (options.key === undefined) || (options.key && !options.query)) {
    throw new UsageError('--compare-states needs --key, and both need --query');
  }
  const from = await importSource(options);
  try {
    const opened = await target();
    const services = await opened.imports();
    const { id, jobId } = await queued(opened, services, from, options);
    await opened.work(1, { isQuiet: true }); // there may be no other worker
    const jobs = await opened.jobs();
    const { hasFindings } = await watchJob(jobs, jobId, options.json === true);
    if (options.rejects !== undefined) await writeRejects(services.imports, id, String(options.rejects));
    const job = await jobs.getJob(jobId);
    const compared = job.status === 'SUCCESS' && from.table ? await comparedWith(from.table, services, options) : {};
    return { ...importResult(job, compared), hasFindings };
  } finally {
    await from.table?.close();
  }
};

/** Hands the answers over, unless that was done before. */
async function queued(
  opened: Target,
  { imports }: ImportServices,
  { digest, rows, table }: ImportSource,
  options: CommandCall['options'],
): Promise<{ id: string; jobId: string }> {
  const source = String(options.source);
  const by = { createdByUserId: options.as as string | undefined, reason: options.reason as string | undefined };
  const [last] = await imports.list(source, 1);
  const isOpen = last !== undefined && last.jobId === null;
  if (isOpen && (table !== undefined || (options.restart && last.digest !== digest))) await imports.drop(last.id);
  const { id, throughLine, jobId } = await imports.begin(source, { ...by, digest });
  if (jobId !== null) return { id, jobId };
  await imports.take(id, rows(), throughLine);
  showShare('Reading answers', 1);
  return { id, jobId: (await imports.end(id, by)).id };
}

async function comparedWith(
  table: NonNullable<ImportSource['table']>,
  { imports, states }: ImportServices,
  options: CommandCall['options'],
) {
  const [source, query] = [String(options.source), String(options.query)];
  const reconciliation = await reconcile(table, imports, { source, query });
  if (options.key === undefined) return { reconciliation };
  const theirs = { source, algoKey: String(options.key), query: String(options['compare-states']) };
  return { reconciliation, compared: await compareStates(table, states, theirs) };
}
