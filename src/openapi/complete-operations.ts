import { type OpenAPIObject } from '@nestjs/swagger';
import {
  type AccessCategory,
  IDEMPOTENCY_KEY,
  PROBLEM_PAGE,
  type ProblemName,
  problemTypes,
  PROBLEMS_EXTENSION,
} from 'learning-engine/http';

/** Of a request: the class of its body. */
interface Schema {
  properties?: Record<string, { example?: unknown }>;
  required?: string[];
  additionalProperties?: boolean;
}

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Described = Operation & Record<string, unknown>;
type Schemas = Record<string, Schema>;

/** What may go wrong with any route, by who may call it. */
const ALWAYS: readonly ProblemName[] = [
  'invalid-request',
  'malformed-request',
  'not-acceptable',
  'too-many-requests',
  'internal-error',
  'transfer-coding-unknown',
  'service-unavailable',
];
const BY_ACCESS: Readonly<Record<AccessCategory, readonly ProblemName[]>> = {
  public: [],
  user: ['unauthorized'],
  reader: ['unauthorized', 'forbidden'],
  service: ['unauthorized', 'forbidden'],
  admin: ['unauthorized', 'forbidden'],
};

/** What may go wrong with a route whose requests may have a key. */
const BY_KEY: readonly ProblemName[] = ['idempotency-key-in-use', 'idempotency-key-reused', 'user-erased'];

/** What may go wrong with a route that takes a body. */
const BY_BODY: readonly ProblemName[] = [
  'malformed-body',
  'precondition-failed',
  'payload-too-large',
  'unsupported-media-type',
];

/** Adds to each operation what its decorators imply: the security, the form of its body, and all problems that it may be answered with. */
export function completeOperations(document: OpenAPIObject, access: Map<string, AccessCategory>): OpenAPIObject {
  for (const path of Object.values(document.paths)) {
    for (const operation of Object.values(path) as Described[]) {
      const category = access.get(operation.operationId!)!;
      const own = (operation[PROBLEMS_EXTENSION] ?? []) as ProblemName[];
      delete operation[PROBLEMS_EXTENSION];
      describeBody(operation, document.components!.schemas as Schemas);
      operation.security = category === 'public' ? [] : [{ bearer: [] }];
      const implied = [
        ...ALWAYS,
        ...BY_ACCESS[category],
        ...(operation.requestBody ? BY_BODY : []),
        ...(takesKey(operation) ? BY_KEY : []),
      ];
      Object.assign(operation.responses, responsesFor([...implied, ...own]));
    }
  }
  return document;
}

/** A body has no other fields than the ones of its class. Its example has what must be in it. */
function describeBody({ requestBody }: Described, schemas: Schemas): void {
  if (!requestBody || !('content' in requestBody)) return;
  const content = requestBody.content['application/json'];
  if (!content) return;
  const schema = schemas[(content.schema as { $ref: string }).$ref.split('/').at(-1)!]!;
  schema.additionalProperties = false;
  if (!content.examples) content.example = requiredOf(schema);
}

const requiredOf = ({ required = [], properties }: Schema): object =>
  Object.fromEntries(required.map((name) => [name, properties![name]!.example]));

const takesKey = ({ parameters = [] }: Operation): boolean =>
  parameters.some((parameter) => 'name' in parameter && parameter.name === IDEMPOTENCY_KEY);

/** One response for each status, which names all problems of that status. */
function responsesFor(names: readonly ProblemName[]): Operation['responses'] {
  const statuses = [...new Set(names.map((name) => problemTypes[name].status))];
  const named = (status: number) => [...new Set(names)].filter((name) => problemTypes[name].status === status).sort();
  return Object.fromEntries(
    statuses
      .map((status) => [status, named(status)] as const)
      .map(([status, same]) => [
        status,
        {
          description: same.map((name) => problemTypes[name].title).join(' '),
          content: {
            'application/problem+json': {
              schema: {
                allOf: [
                  { $ref: '#/components/schemas/ProblemResponse' },
                  { type: 'object', properties: { type: { type: 'string', enum: same.map(typeOf) } } },
                ],
              },
              examples: Object.fromEntries(same.map((name) => [name, { value: exampleOf(name) }])),
            },
          },
        },
      ]),
  );
}

const typeOf = (name: ProblemName): string => `${PROBLEM_PAGE}#${name}`;

const exampleOf = (name: ProblemName) => ({
  type: typeOf(name),
  title: problemTypes[name].title,
  status: problemTypes[name].status,
  request_id: '0b7e3a52-5a0c-4a40-9d3c-6a4ff6d7c9a1',
});
