import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { Env } from '../../src/config/env.js';
import { routesOf } from '../support/http/app-routes.js';
import { useService } from '../support/http/use-service.js';
import { all } from '../support/processes/dockerfile.js';
import { schemaProblems } from '../support/processes/kubernetes-schema.js';
import {
  components,
  manifestFiles,
  manifestsOf,
  secretFilesOf,
  variablesOf,
  workloadOf,
} from '../support/processes/manifests.js';
import { yamlDocuments } from '../support/processes/yaml-file.js';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
const page = readFileSync('docs/operations.md', 'utf8');
const podOf = (component: (typeof components)[number]) => workloadOf(component).spec.template.spec;
const containerOf = (component: (typeof components)[number]) => podOf(component).containers[0];

/** Connections of an instance of the service, which are as many for a worker: docs/operations.md. */
const CONNECTIONS = 17;
const FOR_ORDINARY_ROLES = 97;

describe('the manifests for Kubernetes', () => {
  const service = useService();

  it('are as its types say, field by field', () => {
    const manifests = components.flatMap(manifestsOf);

    expect(manifests.length).toBeGreaterThan(7);
    expect(schemaProblems(manifests)).toEqual([]);
  });

  it('have types that know a wrong field from a right one', () => {
    const [workload] = manifestsOf('worker') as [ReturnType<typeof workloadOf>];
    const pod = workload.spec.template.spec as Record<string, unknown>;
    pod.terminationGracePeriod = pod.terminationGracePeriodSeconds;

    expect(schemaProblems([workload])).toEqual([
      expect.stringContaining("'\"terminationGracePeriod\"' does not exist in type 'PodSpec'"),
    ]);
  });

  it('are all in the lists of kustomize', () => {
    for (const folder of new Set(Object.values(manifestFiles).map(dirname))) {
      const [{ resources }] = yamlDocuments(`${folder}/kustomization.yaml`) as [{ resources: string[] }];
      const there = readdirSync(folder).filter((name) => name.endsWith('.yaml') && name !== 'kustomization.yaml');
      expect([...resources].sort()).toEqual(there.sort());
      expect(there.every((name) => Object.values(manifestFiles).includes(`${folder}/${name}` as never))).toBe(true);
    }
  });

  it.each(components)('%s: sets variables that the service reads, secrets as files that it is given', (component) => {
    const variables = variablesOf(containerOf(component));
    expect(Object.keys(variables).filter((name) => !(name in new Env()))).toEqual([]);
    const secret = Object.keys(variables).filter((name) => /PASSWORD|SECRET|TOKEN|URL/.test(name));
    expect(secret.filter((name) => !name.endsWith('_FILE'))).toEqual([]);
    expect(secret).toEqual(expect.arrayContaining(['DATABASE_URL_FILE', 'JWT_SECRET_FILE']));

    const { volumeMounts } = containerOf(component);
    const { mountPath } = volumeMounts.find(({ name }) => name === 'secrets')!;
    const given = secretFilesOf(workloadOf(component));
    expect(secret.map((name) => variables[name]).sort()).toEqual(
      Object.keys(given)
        .map((path) => `${mountPath}/${path}`)
        .sort(),
    );
    expect(podOf(component).volumes.map(({ name }) => name)).toEqual(volumeMounts.map(({ name }) => name));
  });

  it('give the secret of the owner to the migrations alone, and name keys that the steps make', () => {
    const keys = components.map((component) => [component, Object.values(secretFilesOf(workloadOf(component)))]);

    expect(Object.fromEntries(keys)).toEqual({
      migrate: [
        'learning-engine/database_url',
        'learning-engine/jwt_secret',
        'learning-engine-owner/database_owner_url',
      ],
      service: ['learning-engine/database_url', 'learning-engine/jwt_secret', 'learning-engine/metrics_token'],
      worker: ['learning-engine/database_url', 'learning-engine/jwt_secret'],
    });
    const made = [...page.matchAll(/kubectl create secret generic (\S+)((?: \\\n.*--from-file=.*)+)/g)].flatMap(
      ([, name, files]) => [...files!.matchAll(/--from-file=secrets\/(\w+)/g)].map(([, key]) => `${name}/${key}`),
    );
    expect(made.sort()).toEqual([...new Set(keys.flatMap(([, one]) => one as string[]))].sort());
  });

  it('run what the scripts and the image run, as the first process', () => {
    expect(containerOf('service').command).toBeUndefined();
    expect(containerOf('migrate').command).toEqual(scripts['migration:run:prod']!.split(' '));
    const [node, environment, maps] = JSON.parse(all('CMD')[0]!) as string[];
    expect(containerOf('worker').command).toEqual([
      node,
      environment,
      maps,
      'dist/cli/main.js',
      'worker',
      '--concurrency',
      '2',
    ]);
    const programs = components.flatMap((component) => containerOf(component).command ?? []);
    const sources = programs
      .filter((word) => word.startsWith('dist/'))
      .map((word) => word.replace(/^dist(.*)\.js$/, 'src$1.ts'));
    expect(sources.filter((source) => !existsSync(source))).toEqual([]);
    expect(new Set(components.map((component) => containerOf(component).image))).toEqual(new Set(['learning-engine']));
  });

  it('ask routes that there are whether the service answers, and whether it gets requests', () => {
    const { startupProbe, livenessProbe, readinessProbe, ports } = containerOf('service');
    const open = routesOf(service.app).filter(({ method, category }) => method === 'GET' && category === 'public');

    const asked = [startupProbe!, livenessProbe!, readinessProbe!].map(({ httpGet }) => httpGet);
    expect(asked.map(({ path }) => path)).toEqual(['/health/live', '/health/live', '/health/ready']);
    expect(asked.filter(({ path }) => !open.some((route) => route.path === path))).toEqual([]);
    expect(ports).toEqual([{ name: 'http', containerPort: new Env().PORT }]);
    expect(new Set(asked.map(({ port }) => port))).toEqual(new Set(['http']));
  });

  it('keep instances up during a release, and end each when it has answered', () => {
    const { replicas, strategy } = workloadOf('service').spec;
    expect([replicas! > 1, strategy!.rollingUpdate]).toEqual([true, { maxUnavailable: 0, maxSurge: 1 }]);
    const delay = Number(variablesOf(containerOf('service')).SHUTDOWN_DELAY_MS) / 1000;
    expect(delay).toBeGreaterThanOrEqual(5);
    expect(podOf('service').terminationGracePeriodSeconds).toBeGreaterThanOrEqual(delay + 10 + 5);
    expect(podOf('worker').terminationGracePeriodSeconds).toBeGreaterThanOrEqual(10 + 5);
  });

  it('leave PostgreSQL connections to spare, also during a release', () => {
    const most = (['service', 'worker'] as const).reduce((sum, component) => {
      const { replicas, strategy } = workloadOf(component).spec;
      return sum + (replicas! + strategy!.rollingUpdate.maxSurge) * CONNECTIONS;
    }, 1);

    expect(page).toContain(`Each instance opens at most ${CONNECTIONS} connections`);
    expect(most).toBeLessThan(FOR_ORDINARY_ROLES);
  });

  it.each(components)('%s: pass the restricted standard for Pods, and more', (component) => {
    const { securityContext, containers, volumes, ...pod } = podOf(component);
    expect(securityContext).toEqual({
      runAsNonRoot: true,
      runAsUser: 1000, // that of the account node, whose name says nothing to Kubernetes
      runAsGroup: 1000,
      fsGroup: 1000,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(containers.map((container) => container.securityContext)).toEqual([
      { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
    ]);
    expect(pod).toMatchObject({ automountServiceAccountToken: false, enableServiceLinks: false });
    expect(volumes.find(({ name }) => name === 'secrets')!.projected!.defaultMode).toBe(0o440);
    for (const bounds of Object.values(containers[0].resources)) expect(Object.keys(bounds)).toEqual(['cpu', 'memory']);
  });

  it.each(components)('%s: belong to the Pods of their file', (component) => {
    const labels = { 'app.kubernetes.io/name': 'learning-engine', 'app.kubernetes.io/component': component };
    expect(basename(manifestFiles[component])).toBe(`${component}.yaml`);
    for (const { kind, metadata, spec } of manifestsOf(component) as (ReturnType<typeof workloadOf> & {
      spec: { podSelector?: object };
    })[]) {
      expect(metadata.labels).toEqual(labels);
      const { selector, podSelector, template } = spec;
      if (template) expect(template.metadata.labels).toEqual(labels);
      const chosen = kind === 'Service' ? { matchLabels: selector } : (podSelector ?? selector);
      if (kind !== 'Job') expect(chosen).toEqual({ matchLabels: labels });
    }
  });

  it.each(components)('%s: close what it does not need of the network', (component) => {
    const [{ spec }] = manifestsOf(component).filter(({ kind }) => kind === 'NetworkPolicy') as unknown as [
      { spec: { policyTypes: string[]; ingress?: { from: object[]; ports: object[] }[]; egress: object[] } },
    ];
    expect(spec.policyTypes).toEqual(['Ingress', 'Egress']);
    expect(spec.ingress === undefined).toBe(component !== 'service');
    for (const { from, ports } of spec.ingress ?? []) {
      expect(from).toEqual([{ namespaceSelector: { matchLabels: { 'learning-engine/may-call': 'true' } } }]);
      expect(ports).toEqual([{ protocol: 'TCP', port: 'http' }]);
    }
    expect(spec.egress).toEqual([
      {
        ports: [
          { protocol: 'UDP', port: 53 },
          { protocol: 'TCP', port: 53 },
          { protocol: 'TCP', port: 5432 },
        ],
      },
    ]);
    expect(page).toContain('kubectl label namespace ingress-nginx monitoring learning-engine/may-call=true');
  });
});
