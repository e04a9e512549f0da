/** Where something stands within a value: names of objects and indexes of lists, outermost first. */
export type Path = readonly (string | number)[];

/** What is wrong at a place of a value, in words that follow the place: `must be between 0 and 1`. */
export interface Problem {
  path: Path;
  reason: string;
}

/** One thing that is wrong with a value, as its caller is told. */
export interface ValidationProblem {
  /** RFC 6901 pointer into the value, '' for the whole. */
  pointer: string;
  /** What is wrong there: `must be between 0 and 1`. */
  reason: string;
  /** Place and reason, for people. */
  message: string;
}

/** The place as people read it: `.events[3].at`, '' for the whole value. */
export const placeOf = (path: Path): string =>
  path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');

/** The place as programs read it: an RFC 6901 pointer such as `/events/3/at`, '' for the whole value. */
export const pointerOf = (path: Path): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** The way to a place, from its pointer. Of a list's index and a name made of digits both read as an index. */
export const pathOf = (pointer: string): Path =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step.replaceAll('~1', '/').replaceAll('~0', '~')));

/** Ends a computation because of its input; the others are what else is wrong with it. */
export type Reject = (path: Path, reason: string, others?: readonly Problem[]) => never;

/** Is called with one thing that is wrong with an input. */
export type Report = (path: Path, reason: string) => void;

/** What is wrong with an input, gathered so that all of it is reported at once. */
export class Problems {
  private readonly found: Problem[] = [];

  readonly report: Report = (path, reason) => {
    this.found.push({ path, reason });
  };

  /** Goes on only if nothing is wrong. */
  settle(reject: Reject): void {
    const [first, ...others] = this.found;
    if (first) reject(first.path, first.reason, others);
  }
}
