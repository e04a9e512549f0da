import { AlgoStatus } from '../../domain/algo-status.js';
import { type RunCommand } from '../command.js';
import { examine } from '../examine.js';
import { table } from '../table.js';
import { type Target } from '../target.js';

export const run: RunCommand = async ({ target: open, program }) => {
  const target = await open();
  const { schema, findings } = await examine(target, program);
  const isCurrent = schema.pending.length === 0 && schema.unknown.length === 0;
  const active = isCurrent ? await activePairs(target) : [];
  const codes = [...new Set(findings.map(({ code }) => code))].join(', ');
  const schemaText = isCurrent
    ? 'current'
    : [`${schema.pending.length} migrations have not run`, `${schema.unknown.length} are unknown`].join(', ');
  return {
    text: [
      `Database  ${target.place}\n`,
      `Schema    ${schemaText}\n`,
      `Doctor    ${findings.length === 0 ? 'no findings' : `${findings.length} findings: ${codes}`}\n`,
      ...(isCurrent
        ? [
            '\n',
            table(
              ['key', 'active', 'parameter set'],
              active.map(({ algo_key, version, params_id }) => [algo_key, version, params_id]),
            ),
          ]
        : []),
    ].join(''),
    data: { database: target.place, schema, active, findings: findings.length },
    hasFindings: findings.length > 0,
  };
};

async function activePairs(target: Target) {
  const { queries, registry } = await target.engine();
  const views = await queries.listVersions();
  const keys = [...new Set(views.map(({ version }) => version.algoKey))];
  return Promise.all(
    keys.map(async (key) => {
      const active = views.find(({ version }) => version.algoKey === key && version.status === AlgoStatus.ACTIVE);
      const params = active && (await registry.getActiveParams(active.version.id));
      return { algo_key: key, version: active?.version.version ?? null, params_id: params?.id ?? null };
    }),
  );
}
