import { builtInAlgorithms } from '../../src/learning-engine/algorithms/index.js';
import { CODE_DIGESTS } from '../../src/learning-engine/algorithms/code-digests.js';
import { definitionOf } from '../support/engine/algorithm-laws.js';
import { useProjectCopy } from '../support/processes/project-copy.js';
import { cleanEnv, Spawned } from '../support/processes/spawned.js';

const ENGINE = 'src/learning-engine';
const V1 = `${ENGINE}/algorithms/mastery/v1/mastery-v1.knowledge.ts`;

describe('the digests of the code of the built-in versions', () => {
  const copy = useProjectCopy();

  const record = async (...args: string[]) => {
    const program = [`${ENGINE}/record-code-digests.mjs`, ...args];
    const command = Spawned.run(process.execPath, program, cleanEnv({}), copy.folder());
    return { exitCode: await command.end(), stderr: command.stderr };
  };
  /** The names of the versions whose digest is another one now. */
  const changed = async (): Promise<string[]> => {
    await record();
    const text = await copy.read(`${ENGINE}/algorithms/code-digests.ts`);
    return Object.entries(CODE_DIGESTS).flatMap(([name, digest]) =>
      text.includes(`'${name}': '${digest}'`) ? [] : [name],
    );
  };

  it('are up to date: npm run digests:record', async () => {
    expect(await record('--check')).toEqual({ exitCode: 0, stderr: '' });
  });

  it('are those that each version declares', () => {
    const declared = builtInAlgorithms.map((type) => {
      const { key, version, codeDigest } = definitionOf(type);
      return [`${key} ${version}`, codeDigest] as const;
    });
    expect(Object.fromEntries(declared)).toEqual(CODE_DIGESTS);
  });

  it('are the same whatever is said in comments, and however lines are broken', async () => {
    await copy.replace(V1, /^/, '/** Something else. */\n// And more.\n\n\n');
    expect(await record('--check')).toEqual({ exitCode: 0, stderr: '' });
  });

  it('are others for the versions that load a constant that was changed, and for no other ones', async () => {
    await copy.replace(`${ENGINE}/kit/chance-level.ts`, '? 1 /', '? 2 /');
    expect(await record('--check')).toMatchObject({ exitCode: 1 });
    expect(await changed()).toEqual(expect.arrayContaining(['mastery v1', 'mastery v2', 'adaptive v2']));
    expect(await changed()).not.toEqual(expect.arrayContaining(['revision v1']));
    await copy.replace(`${ENGINE}/kit/chance-level.ts`, '? 2 /', '? 1 /');
    expect(await changed()).toEqual([]);
  });
});
