import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import setUpPostgres from './postgres.global-setup.mjs';

const OUT = 'node_modules/.cache/service';

/** For tests that start processes of the service, too: it is built aside, where `npm start` does not replace it. */
export default async function setUpService() {
  const output = ['--outDir', OUT, '--incremental', '--tsBuildInfoFile', `${OUT}.tsbuildinfo`];
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', ...output], {
    stdio: 'inherit',
  });
  writeFileSync(`${OUT}/package.json`, '{ "type": "module" }\n');
  await setUpPostgres();
}
