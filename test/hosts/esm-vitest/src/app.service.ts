import { Injectable } from '@nestjs/common';
import { ALGO_KEYS } from 'learning-engine';

@Injectable()
export class AppService {
  getHello(): string {
    return ALGO_KEYS.length > 0 ? 'Hello World!' : '';
  }
}
