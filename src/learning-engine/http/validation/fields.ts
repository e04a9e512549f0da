import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, ValidateBy, ValidateIf } from 'class-validator';
import { humanTextProblem, isStorableText } from '../../json/json-text.js';
import { isJsonObject } from '../../json/json.js';
import { isUuid } from '../../domain/uuid.js';
import { dayExists } from '../../schema/utc-time.js';

// The fields of requests: each decorator is the rule that is enforced and its description in the API document.

interface RequestField {
  description: string;
  example?: unknown;
  /** Whether the field may be left out, or be null. */
  optional?: boolean;
  /** Whether the field may be null, and has to be there all the same. */
  nullable?: boolean;
}

type Schema = Parameters<typeof ApiProperty>[0];

function field(
  { optional = false, nullable = false, ...rest }: RequestField,
  schema: Schema,
  reason: string,
  isValid: (value: unknown) => boolean,
) {
  const rule = ValidateBy({ name: 'field', validator: { validate: isValid, defaultMessage: () => reason } });
  const api = ApiProperty({ ...schema, ...rest, required: !optional, ...(nullable && { nullable }) } as Schema);
  if (nullable)
    return applyDecorators(
      ValidateIf((_request, value) => value !== null),
      rule,
      api,
    );
  return optional ? applyDecorators(IsOptional(), rule, api) : applyDecorators(rule, api);
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/;

const isString = (value: unknown): value is string => typeof value === 'string';

export const UuidField = (options: RequestField) =>
  field(options, { type: String, format: 'uuid' }, 'must be a UUID', isUuid);

export const OneOfField = (values: object, options: RequestField) => {
  const names = Object.values(values) as string[];
  return field(options, { type: String, enum: names }, `must be one of ${names.join(', ')}`, (value) =>
    names.includes(value as string),
  );
};

/** A text that shows as it is: not blank, without control characters and what turns the direction of a text. */
export const TextField = (longest: number, options: RequestField) =>
  field(
    options,
    { type: String, minLength: 1, maxLength: longest },
    `must be a text of 1 to ${longest} characters that is not blank, without control characters`,
    (value) => humanTextProblem(value, longest) === undefined,
  );

/** JSON of any form: it is not looked into here. */
export const JsonObjectField = (options: RequestField, schema: object = { additionalProperties: true }) =>
  field(options, { type: 'object', ...schema } as Schema, 'must be a JSON object', isJsonObject);

/** An id that a host has given: any text. */
export const HostIdField = (options: RequestField) =>
  field(
    options,
    { type: String, minLength: 1, maxLength: 200 },
    'must be a text of 1 to 200 characters, without NUL and lone surrogates',
    (value) => isStorableText(value) && value.length >= 1 && value.length <= 200,
  );

/** A list whose entries are not looked into here. */
export const ListField = (most: number, items: object, options: RequestField) =>
  field(
    options,
    { type: 'array', minItems: 1, maxItems: most, items },
    `must be a list of 1 to ${most} entries`,
    (value) => Array.isArray(value) && value.length >= 1 && value.length <= most,
  );

/** An instant: ISO 8601 in UTC. */
export const InstantField = (options: RequestField) =>
  field(
    options,
    { type: String, format: 'date-time', pattern: INSTANT.source },
    'must be an instant in UTC such as 2026-11-01T00:00:00Z',
    (value) => isString(value) && INSTANT.test(value) && dayExists(value),
  );

/** An integer in a query. It stays text, as it was sent. */
export const IntegerField = (least: number, greatest: number, options: RequestField) =>
  field(
    options,
    { type: 'integer', minimum: least, maximum: greatest },
    `must be an integer from ${least} to ${greatest}`,
    (value) => isString(value) && /^\d{1,9}$/.test(value) && Number(value) >= least && Number(value) <= greatest,
  );

/** An integer in a body. */
export const JsonIntegerField = (least: number, greatest: number, options: RequestField) =>
  field(
    options,
    { type: 'integer', minimum: least, maximum: greatest },
    `must be an integer from ${least} to ${greatest}`,
    (value) => Number.isInteger(value) && (value as number) >= least && (value as number) <= greatest,
  );

/** A number in a body. */
export const NumberField = (least: number, greatest: number, options: RequestField) =>
  field(
    options,
    { type: Number, minimum: least, maximum: greatest },
    `must be a number from ${least} to ${greatest}`,
    (value) => typeof value === 'number' && value >= least && value <= greatest,
  );

/** true or false in a query. It stays text, as it was sent. */
export const FlagField = (options: RequestField) =>
  field(options, { type: Boolean }, 'must be true or false', (value) => value === 'true' || value === 'false');

/** true or false in a body. */
export const BooleanField = (options: RequestField) =>
  field(options, { type: Boolean }, 'must be true or false', (value) => typeof value === 'boolean');

const DIGEST = /^[0-9a-f]{64}$/;

/** A JSON object of digests, none of them needed. */
export const DigestsField = (names: readonly string[], options: RequestField) =>
  field(
    options,
    {
      type: 'object',
      properties: Object.fromEntries(names.map((name) => [name, { type: 'string', pattern: DIGEST.source }])),
      additionalProperties: false,
    },
    `must be an object of ${names.join(' and ')}, each of 64 digits and letters a to f`,
    (value) =>
      isJsonObject(value) &&
      Object.entries(value).every(([name, digest]) => names.includes(name) && isString(digest) && DIGEST.test(digest)),
  );
