import { type AlgorithmCatalog } from '../catalog/algorithm-catalog.js';
import { AlgoStatus } from '../domain/algo-status.js';
import { AlgoVersion } from '../database/entities/algo-version.entity.js';
import { type Check } from './finding.js';

/** This instance can run at least one of the active versions. Another one with other code may run those it cannot. */
export const checkRunnable =
  (catalog: AlgorithmCatalog): Check =>
  async (manager) => {
    const active = await manager.findBy(AlgoVersion, { status: AlgoStatus.ACTIVE });
    if (active.length === 0 || active.some(({ algoKey, version }) => catalog.find(algoKey, version))) return [];
    return [
      {
        code: 'NOTHING_RUNNABLE',
        subject: 'algo_versions',
        message: `This instance can run none of the active versions: ${active.map(({ algoKey, version }) => `${algoKey} ${version}`).join(', ')}`,
        remedy: 'Deploy the code that has them, or activate versions that this code has.',
      },
    ];
  };
