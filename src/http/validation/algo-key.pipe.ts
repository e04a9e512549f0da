import { Injectable, type PipeTransform } from '@nestjs/common';
import { InfoService, RegistryQueries } from 'learning-engine';
import { RequestProblem } from '../problems/problem.js';

/** Refuses the key of an algorithm that the registry does not have. The database is asked for keys of nothing active alone. */
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
