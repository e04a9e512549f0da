import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { RequestProblem } from '../problems/problem.js';

/** Refuses an id in a path that is no UUID, before the database is asked. */
@Injectable()
export class UuidPipe implements PipeTransform<string, string> {
  transform(value: string, { data }: ArgumentMetadata): string {
    if (isUUID(value, 'loose')) return value.toLowerCase();
    throw new RequestProblem('invalid-request', undefined, [{ parameter: data, detail: 'must be a UUID' }]);
  }
}
