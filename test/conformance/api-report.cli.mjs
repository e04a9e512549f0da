/**
 * Compares the types of the engine's doors with what `src/learning-engine/api` says of them; `--record` writes it anew. A name that
 * a type of a door mentions must be exported by that door or by `learning-engine`, which every host imports: otherwise a host can
 * write it down neither by hand nor, with `declaration: true`, by its compiler.
 */
import { Extractor, ExtractorConfig } from '@microsoft/api-extractor';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const isRecording = process.argv.includes('--record');
const root = join(import.meta.dirname, '..', '..');
const engine = join(root, 'src', 'learning-engine');
const reports = join(engine, 'api');
const packageJson = join(engine, 'package.json');

/** What Nest's ConfigurableModuleBuilder makes: a host writes `LearningEngineOptions` and `LearningEngineExtras`. */
const OF_NEST = ['ASYNC_OPTIONS_TYPE', 'ConfigurableModuleClass', 'OPTIONS_TYPE'];

execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '--build', engine], {
  stdio: 'inherit',
});
mkdirSync(reports, { recursive: true });
const temporary = mkdtempSync(join(tmpdir(), 'api-report-'));
const mentioned = new Set();
const changed = [];

const doors = Object.entries(JSON.parse(readFileSync(packageJson, 'utf8')).exports)
  .filter(([, to]) => typeof to === 'object')
  .map(([door, to]) => [door.replace('.', 'learning-engine').replace('/', '-'), to.import.types]);
for (const [name, types] of doors) {
  const config = ExtractorConfig.prepare({
    packageJsonFullPath: packageJson,
    configObject: {
      projectFolder: engine,
      mainEntryPointFilePath: join(engine, types),
      newlineKind: 'lf',
      compiler: {
        overrideTsconfig: {
          compilerOptions: { module: 'nodenext', target: 'es2023', types: ['node'], strict: true, skipLibCheck: true },
          files: [join(engine, types)],
        },
      },
      apiReport: {
        enabled: true,
        reportFileName: `${name}.api.md`,
        reportFolder: reports,
        reportTempFolder: temporary,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        extractorMessageReporting: {
          default: { logLevel: 'none' },
          'ae-forgotten-export': { logLevel: 'warning' },
        },
        tsdocMessageReporting: { default: { logLevel: 'none' } },
      },
    },
  });
  const result = Extractor.invoke(config, {
    localBuild: isRecording,
    messageCallback: (message) => {
      message.handled = true;
      if (message.messageId === 'ae-forgotten-export') mentioned.add(/"(\w+?)(_\d+)?"/.exec(message.text)[1]);
      else if (message.logLevel === 'error') console.error(message.text);
    },
  });
  if (result.apiReportChanged) changed.push(`${name}.api.md`);
}
rmSync(temporary, { recursive: true });

const DECLARED = /^export (?:declare )?(?:abstract )?\w+ (\w+)|^export \{ \w+ as (\w+) \}/gm;
const report = readFileSync(join(reports, 'learning-engine.api.md'), 'utf8');
const exported = [...report.matchAll(DECLARED)].map(([, one, other]) => one ?? other);
const forgotten = [...mentioned].filter((one) => !exported.includes(one) && !OF_NEST.includes(one)).sort();

if (forgotten.length > 0) {
  console.error(
    `Export these from the door that mentions them or from learning-engine, or keep them out of its types: ${forgotten.join(', ')}`,
  );
}
if (changed.length > 0 && !isRecording) {
  console.error(`The public types have changed: ${changed.join(', ')}. If that is meant, npm run api:record.`);
}
process.exitCode = forgotten.length > 0 || (changed.length > 0 && !isRecording) ? 1 : 0;
