import { endOfLiteral, endOfString } from './json-tokens.js';
import { pointerOf } from './problem.js';

/** An open object or list of a JSON text. */
interface Open {
  /** Names seen so far; undefined in a list. */
  names?: Set<string>;
  /** Where the walk stands in it. */
  at: string | number;
  expectsName: boolean;
}

const MAX_DEPTH = 64;
const MAX_NAMES = 1000;
/** A megabyte of values of one character each would keep the process busy for many times as long as one of texts. */
const MAX_VALUES = 100_000;

/**
 * Finds what JSON.parse would not tell: a name that is repeated in one object, the name `__proto__`, too many levels, too
 * many names in one object, too many values in all, or a number that would become 0. Goes once through the text in a loop, and needs no well-formed text:
 * JSON.parse judges that.
 *
 * @throws SyntaxError for a name that is no JSON string
 */
export function jsonTextProblem(text: string): { pointer: string; detail: string } | undefined {
  const stack: Open[] = [];
  let values = 0;
  for (let index = 0; index < text.length; index += 1) {
    const top = stack.at(-1);
    switch (text[index]) {
      case '{':
      case '[': {
        if (stack.length === MAX_DEPTH) return { pointer: '', detail: `must not nest deeper than ${MAX_DEPTH} levels` };
        const isObject = text[index] === '{';
        values += 1;
        stack.push({ names: isObject ? new Set() : undefined, at: isObject ? '' : 0, expectsName: isObject });
        break;
      }
      case '}':
      case ']':
        stack.pop();
        break;
      case ',':
        if (typeof top?.at === 'number') top.at += 1;
        else if (top) top.expectsName = true;
        break;
      case '"': {
        const end = endOfString(text, index + 1);
        if (top?.names && top.expectsName) {
          top.at = JSON.parse(text.slice(index, end + 1)) as string;
          top.expectsName = false;
          const detail = nameProblem(top.names, top.at);
          if (detail) return { pointer: pointerOf(stack.map(({ at }) => at)), detail };
        } else {
          values += 1;
        }
        index = end;
        break;
      }
      case ':':
      case ' ':
      case '\t':
      case '\n':
      case '\r':
        break;
      default: {
        const start = index;
        values += 1;
        index = endOfLiteral(text, start);
        if (isLostToZero(text.slice(start, index + 1))) {
          return { pointer: pointerOf(stack.map(({ at }) => at)), detail: 'must not be so small that it becomes 0' };
        }
      }
    }
    if (values > MAX_VALUES) return { pointer: '', detail: `must not hold more than ${MAX_VALUES} values` };
  }
  return undefined;
}

/** Whether a number that is not 0 would be read as 0, as 1e-999 is. */
const isLostToZero = (literal: string): boolean => Number(literal) === 0 && /^-?[\d.]*[1-9]/.test(literal);

function nameProblem(names: Set<string>, name: string): string | undefined {
  if (name === '__proto__') return 'must not be used as a name';
  if (names.has(name)) return 'must not be given twice';
  names.add(name);
  return names.size > MAX_NAMES ? `must not be in an object of more than ${MAX_NAMES} names` : undefined;
}
