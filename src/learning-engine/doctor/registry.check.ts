import { type AlgorithmCatalog } from '../catalog/algorithm-catalog.js';
import { AlgoStatus } from '../domain/algo-status.js';
import { AlgoParams } from '../database/entities/algo-params.entity.js';
import { AlgoVersion } from '../database/entities/algo-version.entity.js';
import { type Check, type Finding } from './finding.js';

/** Every active version has a class in code and active parameters, and every class has a row. */
export const checkRegistry =
  (catalog: AlgorithmCatalog): Check =>
  async (manager) => {
    const versions = await manager.find(AlgoVersion, { order: { algoKey: 'ASC', version: 'ASC' } });
    const active = versions.filter(({ status }) => status === AlgoStatus.ACTIVE);
    const sets = await manager.findBy(AlgoParams, { isActive: true });
    const finding = (code: string, subject: string, message: string, remedy: string): Finding => ({
      code,
      subject,
      message: `${subject} ${message}`,
      remedy,
    });
    return [
      ...active
        .filter(({ algoKey, version }) => !catalog.find(algoKey, version))
        .map(({ algoKey, version }) =>
          finding(
            'ACTIVE_WITHOUT_PROVIDER',
            `${algoKey} ${version}`,
            'is active, but no class in code has this key and version',
            'Deploy the code that has it, or activate a version that this code has.',
          ),
        ),
      ...active
        .filter(({ id }) => !sets.some(({ algoVersionId }) => algoVersionId === id))
        .map(({ algoKey, version }) =>
          finding(
            'ACTIVE_WITHOUT_PARAMS',
            `${algoKey} ${version}`,
            'is active, but has no active parameter set: it cannot run',
            'Activate one of its parameter sets; create one if it has none.',
          ),
        ),
      ...catalog
        .list()
        .filter(({ definition: { key, version } }) => !versions.some((v) => v.algoKey === key && v.version === version))
        .map(({ definition: { key, version } }) =>
          finding(
            'PROVIDER_WITHOUT_ROW',
            `${key} ${version}`,
            'has a class in code, but no row in algo_versions',
            'Run the migrations, or write one that registers it.',
          ),
        ),
    ];
  };
