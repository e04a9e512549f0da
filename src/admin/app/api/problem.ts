import type { components } from './schema';

type ProblemBody = components['schemas']['ProblemResponse'];
export type FieldProblem = components['schemas']['FieldProblem'];

/** An answer of the API that is a problem (RFC 9457). */
export class Problem extends Error {
  readonly status: number;
  /** The last part of its type, such as `evidence-required`. */
  readonly problem: string;
  readonly errors: readonly FieldProblem[];
  readonly requestId: string | undefined;
  readonly outcome: ProblemBody['outcome'];

  constructor(body: Partial<ProblemBody>, status: number) {
    super(body.detail ?? body.title ?? `HTTP ${status}`);
    this.status = status;
    this.problem = body.type?.split('#').pop() ?? '';
    this.errors = body.errors ?? [];
    this.requestId = body.request_id;
    this.outcome = body.outcome;
  }
}

/** Whether nothing came back: the connection is lost, or the service is away. */
export const isUnreachable = (error: unknown): boolean => error instanceof TypeError;
