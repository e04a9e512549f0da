import { type ArgumentMetadata, Injectable, type PipeTransform, type Type } from '@nestjs/common';
import { validateSync } from 'class-validator';
import { type FieldProblem, RequestProblem } from './problem.js';

/**
 * Holds bodies and queries to the class of the parameter, by the decorators of class-validator. Fields that the class
 * does not know are refused. Values stay as they were sent: free-form JSON must not be rebuilt on the way.
 */
@Injectable()
export class RequestPipe implements PipeTransform {
  transform(value: unknown, { metatype, type }: ArgumentMetadata): unknown {
    if (!metatype || metatype === Object || (type !== 'body' && type !== 'query')) return value;
    if (!isObject(value)) {
      throw new RequestProblem('invalid-request', 'The body must be a JSON object.', [
        { pointer: '', detail: 'must be a JSON object' },
      ]);
    }
    const placeOf = (name: string) => (type === 'body' ? { pointer: `/${name}` } : { parameter: name });
    const request = Object.assign(new (metatype as Type<object>)(), value);
    // The one name that class-validator would not find, and that an assignment would not keep.
    const errors = Object.hasOwn(value, '__proto__')
      ? [{ ...placeOf('__proto__'), detail: UNKNOWN }]
      : problemsOf(request, placeOf);
    if (errors.length > 0) throw new RequestProblem('invalid-request', undefined, errors);
    return request;
  }
}

const UNKNOWN = 'is not known here: leave it out';

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const problemsOf = (request: object, placeOf: (name: string) => Partial<FieldProblem>): FieldProblem[] =>
  validateSync(request, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: true,
  }).map(({ property, constraints = {} }) => ({
    ...placeOf(property),
    detail: 'whitelistValidation' in constraints ? UNKNOWN : Object.values(constraints)[0]!,
  }));
