import { schemaOf } from '../../schema/json-schema.js';
import { type RunCommand } from '../command.js';

export const run: RunCommand = async ({ target }) => {
  const jobs = await (await target()).jobs();
  const kinds = jobs.kinds().map(({ kind, description, args }) => ({ kind, description, args: schemaOf(args) }));
  const lines = kinds.map(({ kind, description, args }) => {
    const names = Object.keys((args.properties as object | undefined) ?? {});
    return `${kind}\n  ${description}\n  Arguments: ${names.join(', ') || 'none'}\n`;
  });
  return { text: lines.join(''), data: { kinds } };
};
