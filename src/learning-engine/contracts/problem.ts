/** Where something stands within a value: names of objects and indexes of lists, outermost first. */
export type Path = readonly (string | number)[];

/** What is wrong at a place of a value, in words that follow the place: `must be between 0 and 1`. */
export interface Problem {
  path: Path;
  reason: string;
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

/** Ends a computation because of its input. */
export type Refuse = (path: Path, reason: string) => never;
