import { Param, type PipeTransform, type Type } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { AlgoKeyPipe } from './algo-key.pipe.js';
import { UuidPipe } from './uuid.pipe.js';

// The parameters of paths: each decorator is the rule that is enforced and its description in the API document.

const pathParam =
  (name: string, schema: object, ...pipes: Type<PipeTransform>[]): ParameterDecorator =>
  (target, method, index) => {
    Param(name, ...pipes)(target, method, index);
    ApiParam({ name, type: String, ...schema })(target, method!, Object.getOwnPropertyDescriptor(target, method!)!);
  };

/** A key: refused where the registry does not have it. */
export const AlgoKeyParam = () =>
  pathParam('algo_key', { description: 'Key of the algorithm.', example: 'mastery' }, AlgoKeyPipe);

export const VersionParam = () => pathParam('version', { description: 'Version of the algorithm.', example: 'v1' });

/** An id: refused before the database is asked where it is no UUID. */
export const UuidParam = (name: string, description: string) =>
  pathParam(name, { description, format: 'uuid' }, UuidPipe);
