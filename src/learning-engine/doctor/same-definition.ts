/** A part of a definition: a word, or what stands between a pair of brackets. */
type Part = string | Part[];

const TOKEN = /'(?:[^']|'')*'|"(?:[^"]|"")*"|::(?:text|character varying)\b(?:\[\])?|[()[\],]|[^\s()[\],'":]+|:/g;

/**
 * Whether two definitions, as PostgreSQL prints them, mean the same. One that was dumped and restored is printed with
 * casts between texts in other places, and with other needless parentheses.
 */
export const isSameDefinition = (a: string, b: string): boolean => a === b || plain(a) === plain(b);

const plain = (definition: string): string => {
  const tokens = (definition.match(TOKEN) ?? []).filter((token) => !token.startsWith('::'));
  return JSON.stringify(simplified(parts(tokens[Symbol.iterator]())));
};

function parts(tokens: Iterator<string>): Part[] {
  const found: Part[] = [];
  for (let token = tokens.next(); !token.done && token.value !== ')'; token = tokens.next()) {
    found.push(token.value === '(' ? parts(tokens) : token.value);
  }
  return found;
}

/** Without parentheses around a single part, and around a chain of ORs in ORs or of ANDs in ANDs. */
function simplified(group: Part[]): Part[] {
  const whole = group.map((part) => {
    if (typeof part === 'string') return part;
    const inner = simplified(part);
    return inner.length === 1 ? inner[0]! : inner;
  });
  const operator = operatorOf(whole);
  return whole.flatMap((part) =>
    typeof part !== 'string' && operator && operatorOf(part) === operator ? part : [part],
  );
}

const operatorOf = (group: Part[]): string | undefined => {
  const operators = new Set(group.filter((part) => part === 'OR' || part === 'AND'));
  return operators.size === 1 ? String([...operators][0]) : undefined;
};
