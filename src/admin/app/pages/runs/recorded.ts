type Values = Record<string, unknown>;

/** Whether a record has all that went in: of what is too large it keeps a digest, and of what JSON cannot hold why not. */
export const isWhole = ({ digest, refused }: Values): boolean =>
  typeof (digest as Values | undefined)?.sha256 !== 'string' && refused === undefined;

/** As in the digests of records: the last bits of exponentials differ between machines. */
const SIGNIFICANT_DIGITS = 12;

/** Whether two values of JSON are equal, numbers to 12 digits. The order of names does not matter. */
export function alike(one: unknown, other: unknown): boolean {
  if (typeof one === 'number' && typeof other === 'number') {
    return one.toPrecision(SIGNIFICANT_DIGITS) === other.toPrecision(SIGNIFICANT_DIGITS);
  }
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && alike((one as Values)[name], (other as Values)[name]))
  );
}
