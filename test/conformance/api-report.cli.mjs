/**
 * Compares the types of the engine's doors with what `src/learning-engine/api` says of them; `--record` writes it anew. A name that
 * a type of a door mentions must be exported by a door, too: otherwise no host can write it down. What `learning-engine` mentions,
 * it exports itself: with `declaration: true`, the compiler of a host finds names only in the doors that the host imports.
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
const forgotten = [];
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
      if (message.messageId === 'ae-forgotten-export') forgotten.push([name, /"(\w+?)(_\d+)?"/.exec(message.text)[1]]);
      else if (message.logLevel === 'error') console.error(message.text);
    },
  });
  if (result.apiReportChanged) changed.push(`${name}.api.md`);
}
rmSync(temporary, { recursive: true });

const DECLARED = /^export (?:declare )?(?:abstract )?\w+ (\w+)|^export \{ \w+ as (\w+) \}/gm;
const exported = doors.flatMap(([name]) =>
  [...readFileSync(join(reports, `${name}.api.md`), 'utf8').matchAll(DECLARED)].map(([, one, other]) => one ?? other),
);
const missing = forgotten
  .filter(([door, name]) => !OF_NEST.includes(name) && (door === 'learning-engine' || !exported.includes(name)))
  .map(([door, name]) => `${name} from ${door}`);

if (missing.length > 0) {
  console.error(`Export these, or keep them out of the types of the door: ${[...new Set(missing)].sort().join(', ')}`);
}
if (changed.length > 0 && !isRecording) {
  console.error(`The public types have changed: ${changed.join(', ')}. If that is meant, npm run api:record.`);
}
process.exitCode = missing.length > 0 || (changed.length > 0 && !isRecording) ? 1 : 0;
