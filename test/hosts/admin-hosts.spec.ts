import { INSTALLING_MS, packedAdmin, useHostFolder } from '../support/processes/packed-host.js';

const TSCONFIG = {
  compilerOptions: {
    module: 'nodenext',
    target: 'ES2023',
    strict: true,
    skipLibCheck: false,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    types: ['node'],
  },
};

describe('an app that shows the admin pages behind its own guard', () => {
  const host = useHostFolder();

  beforeAll(async () => {
    await host.copy('admin', 'admin');
    await host.run(`echo '${JSON.stringify({ type: 'module', private: true })}' > package.json`, { cwd: 'admin' });
    await host.run(`echo '${JSON.stringify(TSCONFIG)}' > tsconfig.json`, { cwd: 'admin' });
    await host.run(
      `npm install ${packedAdmin()}/*.tgz @nestjs/common@11 @nestjs/core@11 @nestjs/platform-express@11 ` +
        '@nestjs/platform-fastify@11 reflect-metadata@0.2 rxjs@7 typescript@5.9 @types/node@20 @types/express@5',
      { cwd: 'admin' },
    );
  }, INSTALLING_MS);

  it('serves them on Express and on Fastify, to whom the guard lets in', async () => {
    const answers = JSON.parse(await host.run('npx tsc && node main.js', { cwd: 'admin' })) as unknown;
    const expected = {
      stranger: 403,
      strangersAsset: 403,
      settings: true,
      asset: [200, 'text/javascript; charset=utf-8', true],
      unknown: 404,
      typed: '../#/jobs/schedules?page=2',
    };

    expect(answers).toEqual({ express: expected, fastify: expected });
  });

  it('gets the built pages alone: no package that they were built with', async () => {
    const packages = await host.run('ls node_modules | grep -E "^(react|vite|.*mantine.*)$" || true', { cwd: 'admin' });

    expect(packages).toBe('');
  });
});
