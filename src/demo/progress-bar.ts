import { progressBar } from 'learning-engine/cli';

/** Shows how many answers were recorded: one line that is drawn anew on a terminal, a line for each tenth elsewhere. */
export class ProgressBar {
  private done = 0;

  constructor(
    private readonly total: number,
    private readonly out: NodeJS.WriteStream = process.stdout,
  ) {}

  step(): void {
    const tenth = Math.floor((10 * this.done) / this.total);
    this.done += 1;
    if (this.out.isTTY) this.out.write(`\r${this.line()}${this.done === this.total ? '\n' : ''}`);
    else if (Math.floor((10 * this.done) / this.total) > tenth) this.out.write(`${this.line()}\n`);
  }

  private line(): string {
    return `  ${progressBar(this.done / this.total)} ${this.done} of ${this.total} answers`;
  }
}
