const LIMITS = { depth: 32, keys: 1000, number: 2 ** 53 - 1 };
const ESCAPES: Record<string, string> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
};

/** The engine rejects this value; the message is for people who read a failed test. */
export class Rejected extends Error {}

/** Orders as RFC 8785 does: by UTF-16 code units, here by their bytes. */
const byUnits = (a: string, b: string) =>
  Buffer.compare(Buffer.from(a, 'utf16le').swap16(), Buffer.from(b, 'utf16le').swap16());

/** A character, that is one code point: a surrogate that comes alone is one by itself. */
function characterText(character: string): string {
  const code = character.codePointAt(0)!;
  if (code === 0 || (code >= 0xd800 && code <= 0xdfff)) throw new Rejected('text');
  return ESCAPES[character] ?? (code < 0x20 ? `\\u${code.toString(16).padStart(4, '0')}` : character);
}

const text = (value: string) => `"${Array.from(value, characterText).join('')}"`;

/**
 * The law, told a second time: the canonical text (RFC 8785) of what the engine must accept, whatever its size. It shares
 * no code with the engine, so that a mistake in one is a disagreement.
 *
 * @throws Rejected for what the engine must reject
 */
export function modelCanonical(value: unknown, depth = 1): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number') {
    if (!(value >= -LIMITS.number && value <= LIMITS.number)) throw new Rejected('number');
    return `${value}`; // -0 prints as 0; the shortest form of a double is the same in JavaScript and in RFC 8785
  }
  if (typeof value !== 'object' || depth > LIMITS.depth) throw new Rejected(typeof value);
  const names = Reflect.ownKeys(value);
  if (Array.isArray(value)) {
    if (names.length !== value.length + 1) throw new Rejected('hole');
    return `[${Array.from(value, (child) => modelCanonical(child, depth + 1)).join(',')}]`;
  }
  if (![Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null)) throw new Rejected('class');
  if (names.length > LIMITS.keys) throw new Rejected('names');
  const members = names.map((name) => {
    const member: { value?: unknown; enumerable?: boolean } = Object.getOwnPropertyDescriptor(value, name)!;
    if (typeof name === 'symbol' || name === '__proto__' || !member.enumerable) throw new Rejected(String(name));
    return [name, `${text(name)}:${modelCanonical(member.value, depth + 1)}`] as const;
  });
  return `{${members
    .sort(([a], [b]) => byUnits(a, b))
    .map(([, member]) => member)
    .join(',')}}`;
}

/** The canonical text of what must be accepted and fits; null for what must be rejected. */
export function lawfulText(value: unknown, bytes: number): string | null {
  try {
    const canonical = modelCanonical(value);
    return Buffer.byteLength(canonical) <= bytes ? canonical : null;
  } catch (error) {
    if (error instanceof Rejected) return null;
    throw error;
  }
}
