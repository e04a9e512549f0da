import { type JobConnections } from './job-connections.js';
import { KEEP_JOB } from './job.statements.js';

/** A job in the hands of this process: its lease is renewed until it ends, or is found to be lost. */
export class JobLease {
  private readonly lost = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private keptAt = performance.now();
  private isKeeping = false;

  constructor(
    private readonly connections: JobConnections,
    private readonly id: string,
    readonly fence: number,
    private readonly leaseSeconds: number,
  ) {
    this.timer = setInterval(() => void this.keep(), (leaseSeconds * 1000) / 3);
    this.timer.unref();
  }

  /** Aborted when the job was cancelled or taken over, or may have been. */
  get signal(): AbortSignal {
    return this.lost.signal;
  }

  lose(): void {
    this.end();
    this.lost.abort();
  }

  end(): void {
    clearInterval(this.timer);
  }

  private async keep(): Promise<void> {
    if (this.isKeeping) return;
    this.isKeeping = true;
    const begun = performance.now();
    try {
      const kept = await this.connections.write(KEEP_JOB, [this.id, this.fence, this.leaseSeconds]);
      if (kept.length > 0) this.keptAt = begun;
      else this.lose();
    } catch {
      // The database is away. After the lease another worker may have the job.
      if (performance.now() - this.keptAt > this.leaseSeconds * 1000) this.lose();
    } finally {
      this.isKeeping = false;
    }
  }
}
