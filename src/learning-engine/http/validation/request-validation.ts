import {
  type ArgumentMetadata,
  type CallHandler,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  type PipeTransform,
  type Type,
} from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import { getMetadataStorage, validateSync } from 'class-validator';
import { isJsonObject } from '../../json/json.js';
import { pointerOf } from '../../json/problem.js';
import { memoizeByObject } from '../memoize-by-object.js';
import { type FieldProblem, RequestProblem, UNKNOWN } from '../problems/problem.js';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { type Request } from 'express';
import { type Observable } from 'rxjs';

/**
 * Holds queries to the class of the parameter, by the decorators of class-validator. Fields that the class does not know are
 * rejected. Values stay as they were sent.
 */
@Injectable()
export class QueryPipe implements PipeTransform {
  transform(value: unknown, { metatype, type }: ArgumentMetadata): unknown {
    if (!metatype || metatype === Object || type !== 'query') return value;
    return checked(value, metatype as Type<object>, (name) => ({ parameter: name }));
  }
}

/** Holds bodies to the class of the parameter. Free-form JSON is not rebuilt on the way. */
@Injectable()
export class BodyPipe implements PipeTransform {
  transform(value: unknown, { metatype }: ArgumentMetadata): object {
    const type = metatype as Type<object>;
    const body = value === undefined && isWithoutFields(type) ? {} : value;
    return checked(body, type, (name) => ({ pointer: pointerOf([name]) }));
  }
}

const SentBody = createParamDecorator(
  (_data: unknown, context: ExecutionContext): unknown => context.switchToHttp().getRequest<Request>().body,
);

type Examples = Record<string, { summary?: string; value: object }>;

/** The body of a request, as the class of the parameter says. The pipes of the application do not see it: they may rebuild it. */
export const ValidBody =
  (examples?: Examples): ParameterDecorator =>
  (target, method, index) => {
    SentBody(BodyPipe)(target, method, index);
    const types = Reflect.getMetadata('design:paramtypes', target, method!) as Type[];
    const type = types[index]!;
    const described = ApiBody({ type, required: !isWithoutFields(type), ...(examples && { examples }) });
    described(target, method!, Object.getOwnPropertyDescriptor(target, method!)!);
  };

/**
 * An entry of a list in a body, as the class says.
 *
 * @throws RequestProblem `invalid-request`, with pointers that begin at the entry
 */
export const checkedEntry = <T extends object>(value: unknown, type: Type<T>): T => {
  if (!isJsonObject(value)) throw new RequestProblem('invalid-request', undefined, [NO_OBJECT]);
  return checked(value, type, (name) => ({ pointer: pointerOf([name]) })) as T;
};

const NO_OBJECT = { pointer: '', detail: 'must be a JSON object' };

/** @throws RequestProblem `invalid-request` */
function checked(value: unknown, type: Type<object>, placeOf: (name: string) => Partial<FieldProblem>): object {
  if (!isJsonObject(value)) {
    throw new RequestProblem('invalid-request', 'The body must be a JSON object.', [NO_OBJECT]);
  }
  const known = fieldsOf(type);
  // Found here, and not by class-validator: it takes `constructor` and other names that objects inherit for its own.
  const unknown = Object.keys(value).filter((name) => !known.has(name));
  const request = Object.assign(new type(), only(known, value));
  const errors = [...unknown.map((name) => ({ ...placeOf(name), detail: UNKNOWN })), ...problemsOf(request, placeOf)];
  if (errors.length > 0) throw new RequestProblem('invalid-request', undefined, errors);
  return request;
}

const fieldsOf = memoizeByObject(
  (type: Type): ReadonlySet<string> =>
    new Set(
      getMetadataStorage()
        .getTargetValidationMetadatas(type, '', true, false)
        .map(({ propertyName }) => propertyName),
    ),
);

/** Of a route that needs nothing said: the body may be left out, and one with fields is rejected. */
const isWithoutFields = (type: Type): boolean => fieldsOf(type).size === 0;

const only = (names: ReadonlySet<string>, value: object): object =>
  Object.fromEntries(Object.entries(value).filter(([name]) => names.has(name)));

const problemsOf = (request: object, placeOf: (name: string) => Partial<FieldProblem>): FieldProblem[] =>
  validateSync(request, { stopAtFirstError: true, forbidUnknownValues: false }).map(
    ({ property, constraints = {} }) => ({
      ...placeOf(property),
      detail: Object.values(constraints)[0]!,
    }),
  );

/** Rejects a query where the route takes none: no pipe sees it, and what it was meant to do would not be done. */
@Injectable()
export class QueryInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const names = Object.keys(context.switchToHttp().getRequest<Request>().query);
    if (names.length > 0 && !takesQuery(context)) {
      const errors = names.map((parameter) => ({ parameter, detail: UNKNOWN }));
      throw new RequestProblem('invalid-request', undefined, errors);
    }
    return next.handle();
  }
}

function takesQuery(context: ExecutionContext): boolean {
  const { name } = context.getHandler();
  const declared = (Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), name) ?? {}) as object;
  return Object.keys(declared).some((key) => key.startsWith(`${RouteParamtypes.QUERY}:`));
}
