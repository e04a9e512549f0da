import { Injectable } from '@nestjs/common';
import { ExecutionService } from '../../execution/execution.service.js';
import { type Reading, RegistryQueries } from '../../registry/registry-queries.js';
import { type AuthUser } from '../access/auth-user.js';
import { toVersionDetailsResponse } from './version.mapper.js';
import { type VersionDetailsResponse } from './version.response.js';

/** A version with its contract and its parameter sets, as a caller may see it. */
@Injectable()
export class VersionDetailsReader {
  constructor(
    private readonly view: RegistryQueries,
    private readonly execution: ExecutionService,
  ) {}

  async read(algoKey: string, version: string, caller: AuthUser, reading?: Reading): Promise<VersionDetailsResponse> {
    const details = await this.view.getVersion(algoKey, version, reading);
    const contract = details.isRegistered ? this.execution.getContract(algoKey, version) : null;
    return toVersionDetailsResponse(details, contract, caller);
  }
}
