import { existsSync, readFileSync } from 'node:fs';
import { type AddressInfo } from 'node:net';
import { Env } from '../../src/config/env.js';
import { all, healthCheck, instructions } from '../support/processes/dockerfile.js';
import { cleanEnv, Spawned } from '../support/processes/spawned.js';
import { yamlDocuments } from '../support/processes/yaml-file.js';
import { useService } from '../support/http/use-service.js';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
const variables = Object.keys(new Env());

const copied = all('COPY').map((rest) => ({ isFromStage: rest.startsWith('--from=build '), words: rest.split(' ') }));

const missingScripts = (commands: string[]) =>
  commands
    .flatMap((command) => [...command.matchAll(/npm run ([\w:-]+)/g)].map(([, script]) => script!))
    .filter((script) => !(script in scripts));

describe('the Dockerfile', () => {
  it('copies what there is, and what is let into its context', () => {
    const sources = copied.filter(({ isFromStage }) => !isFromStage).flatMap(({ words }) => words.slice(0, -1));
    const context = readFileSync('.dockerignore', 'utf8')
      .match(/^!.*$/gm)!
      .map((line) => line.slice(1));

    expect(sources.filter((source) => !existsSync(source))).toEqual([]);
    const isLetIn = (source: string) => context.some((path) => source === path || source.startsWith(`${path}/`));
    expect(sources.filter((source) => !isLetIn(source))).toEqual([]);
    expect(context.filter((path) => !sources.includes(path))).toEqual([]);
    expect(readFileSync('.dockerignore', 'utf8')).toMatch(/^\*$/m);
  });

  it('runs scripts that there are, and what the build makes', () => {
    expect(missingScripts(all('RUN'))).toEqual([]);
    expect(copied.filter(({ isFromStage }) => isFromStage).map(({ words }) => words[1])).toEqual([
      '/app/node_modules',
      '/app/dist',
      '/app/src/admin/package.json',
      '/app/src/admin/dist',
      '/app/src/learning-engine/package.json',
      '/app/src/learning-engine/dist',
    ]);
    expect(JSON.parse(all('CMD')[0]!)).toEqual(scripts['start:prod']!.split(' '));
  });

  it('has a version of its base that the project supports, and no right of root', () => {
    const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } };
    const bases = all('FROM').map((rest) => /^node:(\d+)-\w+-slim/.exec(rest)?.[1]);

    expect(new Set(bases).size).toBe(1);
    expect(engines.node).toContain(`^${bases[0]}.`);
    expect(all('USER')).toEqual(['node']);
    expect(instructions.findIndex(([name]) => name === 'USER')).toBeLessThan(
      instructions.findIndex(([name]) => name === 'CMD'),
    );
    expect(all('ENV')).toEqual(['NODE_ENV=production']);
  });

  describe('has a health check that', () => {
    const service = useService();
    const check = (port: number) => {
      const [command, ...args] = healthCheck;
      return Spawned.run(command!, args, cleanEnv({ PORT: String(port) })).end();
    };

    it('tells a service that answers from one that does not', async () => {
      const server = service.app.getHttpServer();
      const { port } = server.address() as AddressInfo;
      expect(await check(port)).toBe(0);
      await service.app.close();
      expect(await check(port)).toBe(1);
    });
  });
});

describe('compose.yaml', () => {
  const roles = readFileSync('compose.roles.sql', 'utf8');

  interface Service {
    image: string;
    command?: string[];
    environment: Record<string, string>;
    depends_on?: Record<string, { condition: string }>;
    healthcheck?: { test: string[] } | { disable: true };
    volumes?: string[];
    secrets: string[];
    mem_limit?: string;
    cpus?: number;
    pids_limit?: number;
    read_only?: boolean;
    cap_drop?: string[];
    security_opt: string[];
  }
  const { services, volumes, secrets } = yamlDocuments('compose.yaml')[0] as {
    services: Record<'database' | 'migrate' | 'service' | 'worker', Service>;
    volumes: object;
    secrets: Record<string, object>;
  };
  const containers = Object.values(services);
  const ours = [services.migrate, services.service, services.worker];

  it('sets variables that the service reads, and those that it needs in production', () => {
    for (const { environment } of ours) {
      expect(Object.keys(environment).filter((name) => !variables.includes(name))).toEqual([]);
      expect(Object.keys(environment)).toEqual(expect.arrayContaining(['DATABASE_URL_FILE', 'JWT_SECRET_FILE']));
    }
  });

  it('has no secret, and gives each container those that it reads, as files of the operator', () => {
    expect(secrets).toEqual(
      Object.fromEntries(Object.keys(secrets).map((name) => [name, { file: `./secrets/${name}` }])),
    );
    const inVariables = containers.flatMap(({ environment }) =>
      Object.keys(environment).filter((name) => /PASSWORD|SECRET|TOKEN|URL/.test(name)),
    );
    expect(inVariables.filter((name) => !name.endsWith('_FILE'))).toEqual([]);
    for (const service of ours) {
      const read = Object.values(service.environment).flatMap(
        (value) => /^\/run\/secrets\/(.*)$/.exec(value)?.[1] ?? [],
      );
      expect(read.sort()).toEqual([...service.secrets].sort());
    }
    expect(services.service.secrets).toEqual(['database_url', 'jwt_secret', 'metrics_token']);
    expect(services.worker.secrets).toEqual(['database_url', 'jwt_secret']);
    expect(readFileSync('.gitignore', 'utf8')).toContain('secrets/\n');
    const { database } = services;
    expect(database.environment.POSTGRES_PASSWORD_FILE).toBe('/run/secrets/superuser_password');
    expect(roles.match(/(?<=\/run\/secrets\/)\w+/g)).toEqual(['owner_password', 'service_password']);
    expect([...database.secrets].sort()).toEqual(['owner_password', 'service_password', 'superuser_password']);
  });

  it('bounds what each container may take', () => {
    for (const { mem_limit, cpus, pids_limit } of containers) {
      expect([typeof mem_limit, typeof cpus, typeof pids_limit]).toEqual(['string', 'number', 'number']);
    }
  });

  it('takes the rights from the containers that they do not need', () => {
    for (const { read_only, cap_drop } of ours) {
      expect({ read_only, cap_drop }).toEqual({ read_only: true, cap_drop: ['ALL'] });
    }
    for (const { security_opt } of containers) expect(security_opt).toEqual(['no-new-privileges:true']);
  });

  it('migrates when the database answers, and serves when that is done', () => {
    expect(services.database.healthcheck).toMatchObject({ test: expect.arrayContaining(['pg_isready']) as string[] });
    expect(services.migrate.depends_on).toEqual({ database: { condition: 'service_healthy' } });
    expect(services.migrate.command!.join(' ')).toBe('npm run migration:run:prod');
    expect(missingScripts([services.migrate.command!.join(' ')])).toEqual([]);
    expect(services.service.depends_on).toEqual({ migrate: { condition: 'service_completed_successfully' } });
    expect(services.service.command).toBeUndefined();
    expect(services.service.image).toBe(services.migrate.image);
  });

  it('works on jobs in a container of their own, by a command that gets the SIGTERM and is not asked for its health', () => {
    const { worker } = services;
    expect(worker.depends_on).toEqual({ migrate: { condition: 'service_completed_successfully' } });
    expect(worker.image).toBe(services.service.image);
    const [node, ...words] = scripts['start:prod']!.split(' ');
    expect(worker.command!.slice(0, words.length)).toEqual([node, ...words.slice(0, -1)]);
    const [file, ...args] = worker.command!.slice(words.length);
    expect(existsSync(file!.replace(/^dist\/(.*)\.js$/, 'src/$1.ts'))).toBe(true);
    expect(args).toEqual(['worker', '--concurrency', '2']);
    expect(worker.healthcheck).toEqual({ disable: true });
  });

  it('keeps the data of the database that it starts, and makes its roles', () => {
    const { database } = services;
    // The folder of PostgreSQL 18; before, it was …/data. What lies in the other one is run when the database is made.
    expect(database.volumes).toEqual([
      'database:/var/lib/postgresql',
      './compose.roles.sql:/docker-entrypoint-initdb.d/roles.sql:ro',
    ]);
    expect(database.image).toMatch(/^\$\{POSTGRES_IMAGE:-postgres:18-\w+\}$/);
    expect(Object.keys(volumes)).toEqual(['database']);
  });
});
