import { RunTrigger } from '../../domain/run-trigger.js';
import { ListField, OneOfField } from '../validation/fields.js';
import { batchItemSchema } from './batch-item.schema.js';

export const MOST_ITEMS = 500;

export class BatchRequest {
  @ListField(MOST_ITEMS, batchItemSchema, {
    description:
      'What is computed, and for whom. Each is judged by itself: one that is rejected keeps no other one from being computed.',
  })
  items: readonly unknown[];

  @OneOfField(RunTrigger, {
    description:
      'What started the runs. Default: api. Other triggers than api and submit require the role service or admin.',
    optional: true,
  })
  trigger?: RunTrigger | null;
}
