import { type Field } from './fields';

/** What people call the parameter that a pointer names: the title of its field, or of the field around it. */
export function titleAt(fields: readonly Field[], pointer: string): string | undefined {
  const around = fields.find((field) => pointer === field.pointer || pointer.startsWith(`${field.pointer}/`));
  if (around?.kind === 'group') return titleAt(around.fields, pointer) ?? around.title;
  return around?.title;
}
