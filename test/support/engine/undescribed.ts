import { type JsonSchema } from 'learning-engine/authoring';

/** The fields of a contract that lack a title or a description, and those with numbers that lack a unit, by their place. */
export function undescribed({ properties }: JsonSchema, place = ''): string[] {
  return Object.entries((properties ?? {}) as Record<string, JsonSchema>).flatMap(([name, field]) => {
    const lacks = [
      ...['title', 'description'].filter((keyword) => typeof field[keyword] !== 'string'),
      ...(hasNumbers(field) && typeof field['x-unit'] !== 'string' ? ['x-unit'] : []),
    ];
    const nested = [field, field.items as JsonSchema | undefined].flatMap((inner) =>
      inner ? undescribed(inner, `${place}/${name}`) : [],
    );
    return [...lacks.map((keyword) => `${place}/${name} ${keyword}`), ...nested];
  });
}

/** Whether a value that matches is a number, or a list of numbers. */
function hasNumbers({ type, anyOf, items, prefixItems, enum: values = [] }: JsonSchema): boolean {
  const inner = [items, ...((anyOf ?? []) as unknown[]), ...((prefixItems ?? []) as unknown[])] as (
    JsonSchema | undefined
  )[];
  return (
    ['number', 'integer'].includes(type as string) ||
    (values as unknown[]).some((value) => typeof value === 'number') ||
    inner.some((one) => one && hasNumbers(one))
  );
}
