import { type ArgumentMetadata, Injectable, Param, type PipeTransform, type Type } from '@nestjs/common';
import { RequestProblem } from '../problems/problem.js';
import { InfoService } from '../../info/info.service.js';
import { isUuid } from '../../domain/uuid.js';
import { EVENT_ID, EVENT_ID_RULE, isEventId } from '../../learners/answer.js';
import { isScheduleId, SCHEDULE_ID_PATTERN, SCHEDULE_ID_RULE } from '../../jobs/schedules/schedule-id.js';
import { RegistryQueries } from '../../registry/registry-queries.js';
import { ApiParam } from '@nestjs/swagger';

/** Rejects an id in a path that is no UUID, before the database is asked. */
@Injectable()
export class UuidPipe implements PipeTransform<string, string> {
  transform(value: string, { data }: ArgumentMetadata): string {
    if (isUuid(value)) return value.toLowerCase();
    throw new RequestProblem('invalid-request', undefined, [{ parameter: data, detail: 'must be a UUID' }]);
  }
}

/** Rejects the key of an algorithm that the registry does not have. The database is asked for keys of nothing active alone. */
@Injectable()
export class AlgoKeyPipe implements PipeTransform<string, Promise<string>> {
  constructor(
    private readonly info: InfoService,
    private readonly view: RegistryQueries,
  ) {}

  /** @throws RequestProblem `algorithm-not-found` */
  async transform(key: string): Promise<string> {
    const active = await this.info.getInfo();
    const isActive = active.some(({ algoKey, activeVersion }) => algoKey === key && activeVersion !== null);
    if (isActive || (await this.view.listVersions(key)).length > 0) return key;
    throw new RequestProblem('algorithm-not-found');
  }
}

/** Rejects what no answer can have as its id. */
@Injectable()
export class EventIdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (isEventId(value)) return value;
    throw new RequestProblem('invalid-request', undefined, [{ parameter: 'event_id', detail: EVENT_ID_RULE }]);
  }
}

/** Rejects what no schedule can have as its id. */
@Injectable()
export class ScheduleIdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (isScheduleId(value)) return value;
    throw new RequestProblem('invalid-request', undefined, [{ parameter: 'schedule_id', detail: SCHEDULE_ID_RULE }]);
  }
}

// The parameters of paths: each decorator is the rule that is enforced and its description in the API document.

const pathParam =
  (name: string, schema: object, ...pipes: Type<PipeTransform>[]): ParameterDecorator =>
  (target, method, index) => {
    Param(name, ...pipes)(target, method, index);
    ApiParam({ name, type: String, ...schema })(target, method!, Object.getOwnPropertyDescriptor(target, method!)!);
  };

/** A key: rejected where the registry does not have it. */
export const AlgoKeyParam = () =>
  pathParam('algo_key', { description: 'Key of the algorithm.', example: 'mastery' }, AlgoKeyPipe);

export const VersionParam = () => pathParam('version', { description: 'Version of the algorithm.', example: 'v1' });

/** An id: rejected before the database is asked where it is no UUID. */
export const UuidParam = (name: string, description: string) =>
  pathParam(name, { description, format: 'uuid' }, UuidPipe);

export const LearnerIdParam = () => UuidParam('learner_id', 'A learner: the id of a user of the platform.');

export const EventIdParam = () =>
  pathParam(
    'event_id',
    {
      description: "The host's id of the answer.",
      example: 'attempt-1',
      maxLength: 200,
      pattern: EVENT_ID.source,
    },
    EventIdPipe,
  );

export const ScheduleIdParam = () =>
  pathParam(
    'schedule_id',
    {
      description: 'A schedule: a name that its creator chose.',
      example: 'nightly-check',
      maxLength: 64,
      pattern: SCHEDULE_ID_PATTERN,
    },
    ScheduleIdPipe,
  );
