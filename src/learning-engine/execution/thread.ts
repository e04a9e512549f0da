import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { type ThreadAnswer, type ThreadQuestion } from './thread-messages.js';

const SCRIPT = new URL('./compute-thread.js', import.meta.url);

/** What a thread runs is there once the engine is built, and not beside its sources. */
export const threadsExist = (): boolean => existsSync(fileURLToPath(SCRIPT));

/** A thread did not answer in time, and was ended. */
export class ThreadLateError extends Error {}

/** One thread. It answers one question at a time. An idle one does not keep the process from ending. */
export class Thread {
  private readonly worker: Worker;
  private asked?: { resolve: (answer: ThreadAnswer) => void; reject: (error: Error) => void };
  private hasEnded = false;

  constructor(options: WorkerOptions = {}) {
    this.worker = new Worker(SCRIPT, { name: 'learning-engine', ...options });
    this.worker.unref();
    this.worker.on('message', (answer: ThreadAnswer) => this.asked?.resolve(answer));
    this.worker.on('error', (error) => this.ended(error));
    this.worker.on('exit', (code) => this.ended(new Error(`The thread ended with code ${code}.`)));
  }

  get isAlive(): boolean {
    return !this.hasEnded;
  }

  /**
   * @throws ThreadLateError when it takes longer than the time limit: the thread is ended, in the middle of whatever it does
   * @throws Error when the thread ends by itself
   */
  async ask(question: ThreadQuestion, timeLimitMs: number): Promise<ThreadAnswer> {
    let timer: NodeJS.Timeout | undefined;
    this.worker.ref();
    try {
      return await new Promise<ThreadAnswer>((resolve, reject) => {
        if (this.hasEnded) throw new Error('The thread has ended.');
        this.asked = { resolve, reject };
        timer = setTimeout(() => {
          this.ended(new ThreadLateError());
          void this.worker.terminate();
        }, timeLimitMs);
        this.worker.postMessage(question);
      });
    } finally {
      clearTimeout(timer);
      this.asked = undefined;
      this.worker.unref();
    }
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }

  private ended(error: Error): void {
    this.hasEnded = true;
    this.asked?.reject(error);
  }
}
