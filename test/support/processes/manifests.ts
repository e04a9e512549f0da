import { yamlDocuments } from './yaml-file.js';

export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; labels: Record<string, string> };
}

interface Probe {
  httpGet: { path: string; port: string };
}

/** The one container of a Pod. */
export interface Container {
  name: string;
  image: string;
  command?: string[];
  env: { name: string; value: string }[];
  ports?: { name: string; containerPort: number }[];
  startupProbe?: Probe;
  livenessProbe?: Probe;
  readinessProbe?: Probe;
  securityContext: object;
  resources: { requests: object; limits: object };
  volumeMounts: { name: string; mountPath: string; readOnly?: boolean }[];
}

interface SecretSource {
  secret: { name: string; items: { key: string; path: string }[] };
}

/** What makes a Pod. */
export interface Workload extends Manifest {
  spec: {
    replicas?: number;
    strategy?: { rollingUpdate: { maxUnavailable: number; maxSurge: number } };
    selector?: { matchLabels: Record<string, string> };
    template: {
      metadata: { labels: Record<string, string> };
      spec: {
        terminationGracePeriodSeconds?: number;
        securityContext: object;
        containers: [Container];
        volumes: { name: string; projected?: { defaultMode: number; sources: SecretSource[] } }[];
      } & Record<string, unknown>;
    };
  };
}

const FOLDER = 'deploy/kubernetes';

/** Files with manifests, by the component that they run. */
export const manifestFiles = {
  migrate: `${FOLDER}/migrate/migrate.yaml`,
  service: `${FOLDER}/service.yaml`,
  worker: `${FOLDER}/worker.yaml`,
} as const;

export type Component = keyof typeof manifestFiles;
export const components = Object.keys(manifestFiles) as Component[];

export const manifestsOf = (component: Component): Manifest[] => yamlDocuments(manifestFiles[component]) as Manifest[];

/** The first manifest of each file makes its Pods. */
export const workloadOf = (component: Component): Workload => manifestsOf(component)[0] as Workload;

/** The files with secrets that a Pod finds in /run/secrets, each with the secret and the key that it has it from. */
export const secretFilesOf = ({ spec }: Workload): Record<string, string> =>
  Object.fromEntries(
    spec.template.spec.volumes
      .flatMap(({ projected }) => projected?.sources ?? [])
      .flatMap(({ secret }) => secret.items.map(({ key, path }) => [path, `${secret.name}/${key}`])),
  );

/** The values of the variables of a container, by their names. */
export const variablesOf = ({ env }: Container): Record<string, string> =>
  Object.fromEntries(env.map(({ name, value }) => [name, value]));
