import { readFile } from 'node:fs/promises';
import { jsonTextProblem } from '../../json/json-text-problem.js';
import { parseJson } from '../../json/parse-json.js';
import { type RunCommand, UsageError } from '../command.js';
import { paramsView } from '../params-view.js';

export const run: RunCommand = async ({ target, args, options }) => {
  const given = await givenParams(options.params as string);
  const { params, queries } = await (await target()).engine();
  const { version } = await queries.getVersion(args.key!, args.version!);
  const created = await params.ensureParams(version.id, given, { createdByUserId: options.as as string | undefined });
  const what = created.isNew ? 'stored' : 'was stored before';
  return {
    text: `${version.algoKey} ${version.version}: set ${created.params.id} ${what}\n`,
    data: { ...paramsView(created.params), is_new: created.isNew },
  };
};

async function givenParams(text: string): Promise<unknown> {
  try {
    const json = text.startsWith('@') ? await readFile(text.slice(1), 'utf8') : text;
    const value = parseJson(json);
    const problem = jsonTextProblem(json);
    if (!problem) return value;
    throw new Error(`${problem.pointer} ${problem.detail}`.trim());
  } catch (error) {
    throw new UsageError(`--params must be JSON, or @ and the path of a file with JSON: ${(error as Error).message}`);
  }
}
