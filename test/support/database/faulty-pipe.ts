import { type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What is wrong with a way over TCP, in each direction. */
export interface TcpFault {
  /** How long bytes are in flight. */
  delayMs?: number;
  /** How many bytes pass at once. */
  sliceBytes?: number;
  /** How fast slices follow each other. */
  bytesPerSecond?: number;
  /** After so many bytes a connection ends. */
  cutAfterBytes?: number;
  /** How much later than one end the other one hears that a connection is closed. */
  closeDelayMs?: number;
}

/** One direction of a connection. */
export class FaultyPipe {
  private under = 0;
  private passed = 0;
  private turn = Promise.resolve();

  constructor(
    private readonly to: Socket,
    private readonly fault: () => TcpFault,
    private readonly cut: () => void,
  ) {}

  write(bytes: Buffer): void {
    const { delayMs, sliceBytes, bytesPerSecond } = this.fault();
    if (this.under === 0 && (delayMs ?? sliceBytes ?? bytesPerSecond) === undefined) {
      this.pass(bytes);
      return;
    }
    const arrival = performance.now();
    this.under += 1;
    this.turn = this.turn.then(() => this.passSlowly(bytes, arrival));
  }

  private async passSlowly(bytes: Buffer, arrival: number): Promise<void> {
    for (let rest = bytes; rest.length > 0;) {
      const { delayMs = 0, sliceBytes, bytesPerSecond = Infinity } = this.fault();
      const slice = rest.subarray(0, sliceBytes);
      await sleep(Math.max(arrival + delayMs - performance.now(), (1000 * slice.length) / bytesPerSecond));
      this.pass(slice);
      rest = rest.subarray(slice.length);
    }
    this.under -= 1;
  }

  private pass(bytes: Buffer): void {
    const { cutAfterBytes = Infinity } = this.fault();
    this.passed += bytes.length;
    if (this.to.writable) this.to.write(bytes);
    if (this.passed > cutAfterBytes) this.cut();
  }
}
