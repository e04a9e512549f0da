import { type INestApplication } from '@nestjs/common';
import { type OpenAPIObject } from '@nestjs/swagger';
import { type AnySchema, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { openApiDocument } from '../../../src/openapi/openapi-document.js';

/** An answer of the service, as it went out. */
export interface Answer {
  method: string;
  path: string;
  status: number;
  contentType: string;
  body: string;
}

type Operation = { responses: Record<string, { content?: Record<string, { schema: AnySchema }> }> };

/** Judges answers by the API document. */
export class ApiDocument {
  private readonly document: OpenAPIObject;
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true });
  private readonly compiled = new Map<string, ValidateFunction>();

  constructor(app: INestApplication) {
    this.document = closed(openApiDocument(app)) as OpenAPIObject;
    (addFormats as unknown as (ajv: Ajv2020) => void)(this.ajv);
    this.ajv.addSchema(this.document, 'api');
  }

  /** What the document does not say of an answer; undefined when it says just that. */
  problemOf({ method, path, status, contentType, body }: Answer): string | undefined {
    const place = `${method} ${path} ${status}`;
    const mediaType = contentType.split(';')[0]!;
    if (status >= 400 && mediaType !== 'application/problem+json') return `${place} is ${mediaType}, no problem`;
    const template = this.templateOf(path, method);
    if (template && status === 304) {
      const isKnown = '304' in this.operationOf(template, method).responses;
      return isKnown && contentType === '' && body === '' ? undefined : `${place} is not documented, or has a body`;
    }
    const pointer = template ? this.responseOf(template, method, status, mediaType) : PROBLEM_SCHEMA;
    if (!pointer) return `${place} as ${mediaType} is not documented`;
    if (['application/x-ndjson', 'text/event-stream'].includes(mediaType)) return undefined; // sent in parts, which are not kept
    if (body === '') return method === 'HEAD' ? undefined : `${place} has no body`;
    const validate = this.validatorOf(pointer);
    return validate(JSON.parse(body)) ? undefined : `${place}: ${this.ajv.errorsText(validate.errors)}\n${body}`;
  }

  private templateOf(path: string, method: string): string | undefined {
    const own = this.document.paths[path];
    if (own) return methodOf(method) in own ? path : undefined;
    return Object.keys(this.document.paths)
      .filter((template) => methodOf(method) in this.document.paths[template]!)
      .sort((a, b) => a.split('{').length - b.split('{').length)
      .find((template) => new RegExp(`^${template.replace(/\{[^}]+\}/g, '[^/]+')}$`).test(path));
  }

  private responseOf(template: string, method: string, status: number, mediaType: string): string | undefined {
    if (!this.operationOf(template, method).responses[status]?.content?.[mediaType]) return undefined;
    const path = ['paths', template, methodOf(method), 'responses', String(status), 'content', mediaType, 'schema'];
    return `api#/${path.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;
  }

  private operationOf(template: string, method: string): Operation {
    return this.document.paths[template]![methodOf(method) as 'get'] as unknown as Operation;
  }

  private validatorOf(pointer: string): ValidateFunction {
    if (!this.compiled.has(pointer)) this.compiled.set(pointer, this.ajv.compile({ $ref: pointer }));
    return this.compiled.get(pointer)!;
  }
}

const PROBLEM_SCHEMA = 'api#/components/schemas/ProblemResponse';

const methodOf = (method: string): string => (method === 'HEAD' ? 'get' : method.toLowerCase());

/** The document with every schema that names properties made to reject others. */
function closed(document: OpenAPIObject): unknown {
  const schemas = Object.entries(document.components?.schemas ?? {}).map(([name, schema]) => [
    name,
    !('properties' in schema) ? schema : { ...schema, additionalProperties: false },
  ]);
  return { ...document, components: { ...document.components, schemas: Object.fromEntries(schemas) as object } };
}
