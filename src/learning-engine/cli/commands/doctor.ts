import { type RunCommand } from '../command.js';
import { examine } from '../examine.js';

export const run: RunCommand = async ({ target, program }) => {
  const { findings } = await examine(await target(), program);
  const lines = findings.map(({ code, message, remedy }) => `${code}\n  ${message}\n  → ${remedy}\n`);
  return {
    text: `${lines.join('')}${findings.length === 0 ? 'No' : findings.length} findings.\n`,
    data: { findings },
    hasFindings: findings.length > 0,
  };
};
