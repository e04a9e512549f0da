// Builds what `npm pack` packs: the engine as ESM, and made from that, the same as CommonJS.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import ts from 'typescript';
import './record-code-digests.mjs';

const dist = join(import.meta.dirname, 'dist');
const [esm, commonjs] = [join(dist, 'esm'), join(dist, 'cjs')];

// What an earlier build left would be packed as well.
rmSync(dist, { recursive: true, force: true });
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
execFileSync(process.execPath, [tsc, '--build', import.meta.dirname], { stdio: 'inherit' });

const OWN_URL = "require('node:url').pathToFileURL(__filename).href";

/** As tsc writes a module where package.json says "commonjs": `import()` stays, because what it loads may be ESM. */
function toCommonJs(code) {
  const compilerOptions = {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    esModuleInterop: true,
  };
  const { outputText } = ts.transpileModule(code, { fileName: 'module.cts', compilerOptions });
  return outputText.replaceAll('import.meta.url', OWN_URL).replace(/^\/\/# sourceMappingURL=.*\n?/m, '');
}

/** The program is run, not required. */
const isProgram = (file) => file.startsWith(join('cli', 'bin.'));

for (const file of readdirSync(esm, { recursive: true })) {
  if (isProgram(file)) continue;
  const [from, to] = [join(esm, file), join(commonjs, file)];
  mkdirSync(dirname(to), { recursive: true });
  if (file.endsWith('.d.ts')) copyFileSync(from, to);
  if (file.endsWith('.js')) {
    const code = toCommonJs(readFileSync(from, 'utf8'));
    new Script(`(function () {${code}\n})`, { filename: to }); // throws where a text held what was replaced
    writeFileSync(to, code);
  }
}
writeFileSync(join(commonjs, 'package.json'), '{ "type": "commonjs" }\n');
