import { dirname } from 'node:path';
import ts from 'typescript';
import { type Manifest } from './manifests.js';

const FILE = 'manifests.ts';
const TYPES = dirname(require.resolve('kubernetes-types/package.json'));

/**
 * What the compiler says of manifests as literals of the types of Kubernetes: fields that are missing, unknown, misspelt or of
 * another type. A server would drop unknown fields in silence.
 */
export function schemaProblems(manifests: readonly Manifest[]): string[] {
  const source = manifests.map((manifest, index) => {
    const [group, version] = /^(?:([a-z]+)[a-z0-9.]*\/)?(\w+)$/.exec(manifest.apiVersion)!.slice(1);
    const type = `import('${TYPES}/${group ?? 'core'}/${version}').${manifest.kind}`;
    return `export const manifest${index}: ${type} = ${JSON.stringify(manifest)};`;
  });
  const options: ts.CompilerOptions = { strict: true, lib: ['lib.es2022.d.ts'], types: [] };
  const host = ts.createCompilerHost(options);
  const fromDisk = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) =>
    name === FILE ? ts.createSourceFile(name, source.join('\n'), ts.ScriptTarget.ES2022) : fromDisk(name, ...rest);
  const program = ts.createProgram([FILE], options, host);
  return program
    .getSemanticDiagnostics(program.getSourceFile(FILE))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
