import { ApiProperty } from '@nestjs/swagger';

export class ErasedLearnerResponse {
  @ApiProperty({ format: 'uuid' })
  learner_id: string;

  @ApiProperty({ type: Boolean, enum: [true] })
  erased: true;
}
