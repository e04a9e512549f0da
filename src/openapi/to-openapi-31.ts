import { isJsonObject } from 'learning-engine';
import { type OpenAPIObject } from '@nestjs/swagger';

type Node = Record<string, unknown>;

/**
 * Rewrites what the library writes as OpenAPI 3.0: `nullable` is no keyword of 3.1, where null is a type.
 */
export function toOpenApi31(document: OpenAPIObject): OpenAPIObject {
  return rewrite(document) as OpenAPIObject;
}

function rewrite(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rewrite);
  if (!isJsonObject(value)) return value;
  const { nullable, ...node } = Object.fromEntries(
    Object.entries(value).map(([name, child]) => [name, rewrite(child)]),
  );
  if (nullable === true) return withNull(node);
  return node;
}

function withNull({ description, allOf, ...node }: Node): Node {
  const told = description === undefined ? {} : { description };
  if (Array.isArray(allOf) || node.$ref) {
    return { ...told, anyOf: [...((allOf as unknown[] | undefined) ?? [node]), { type: 'null' }] };
  }
  return {
    ...told,
    ...node,
    type: [node.type, 'null'],
    ...(Array.isArray(node.enum) && { enum: [...(node.enum as unknown[]), null] }),
  };
}
