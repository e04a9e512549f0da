import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy } from 'class-validator';
import { FEWEST_SAMPLED, isSample, MOST_SAMPLED, SAMPLE_REASON } from '../../evidence/previews/preview-args.js';

/** How many learners, or all; may be left out. */
export const SampleField = (description: string): PropertyDecorator =>
  applyDecorators(
    ValidateBy({
      name: 'field',
      validator: {
        validate: (value: unknown) => value === undefined || value === null || isSample(value),
        defaultMessage: () => SAMPLE_REASON,
      },
    }),
    ApiProperty({
      oneOf: [
        { type: 'string', enum: ['all'] },
        { type: 'integer', minimum: FEWEST_SAMPLED, maximum: MOST_SAMPLED },
      ],
      description,
      required: false,
      example: 'all',
    }),
  );
